type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
/** With properties that may be undefined made optional. */
export type Defined<T> = { [K in Exclude<keyof T, Optional<T>>]: T[K] } & {
  [K in Optional<T>]?: Exclude<T[K], undefined>;
};

/** The object without its undefined properties. */
export const defined = <T extends object>(value: T): Defined<T> =>
  // Object.fromEntries forgets the keys that TypeScript knew.
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>;
