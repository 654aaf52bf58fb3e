/** `wire:zrh1/r01/sw1:mgmt` as its layer and the rest; a name without colon has no layer. */
export const layerAndKey = (name: string): [string, string] => {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

/**
 * Numbers the names of facts, from 0 on. They are kept as layer and key, for most keys are ids that the network has already: nothing is
 * glued together to be looked up, and a million names cost no memory of their own.
 */
export class FactNames {
  private readonly ids = new Map<string, Map<string, number>>();
  private readonly layers: string[] = [];
  private readonly keys: string[] = [];

  get count(): number {
    return this.keys.length;
  }

  /** The number of the name, new or known. */
  add(layer: string, key: string): number {
    let own = this.ids.get(layer);
    if (!own) {
      own = new Map();
      this.ids.set(layer, own);
    }
    const known = own.get(key);
    if (known !== undefined) return known;
    const id = this.keys.length;
    own.set(key, id);
    this.layers.push(layer);
    this.keys.push(key);
    return id;
  }

  id(layer: string, key: string): number | undefined {
    return this.ids.get(layer)?.get(key);
  }

  name(id: number): string {
    const layer = this.layers[id]!;
    return layer === '' ? this.keys[id]! : `${layer}:${this.keys[id]!}`;
  }
}
