/** The function with its answers kept, one an object, for as long as the object lives; for values that never change. */
export const perObject = <K extends object, V>(reckon: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = reckon(key);
    known.set(key, value);
    return value;
  };
};
