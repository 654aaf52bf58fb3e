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
  private readonly below: FactNames | undefined;
  private readonly offset: number;

  /** `below`: names that are numbered already, the first `offset` of them; new ones go on from there. */
  constructor(below?: FactNames, offset = 0) {
    this.below = below;
    this.offset = offset;
  }

  get count(): number {
    return this.offset + this.keys.length;
  }

  /** The number of the name, new or known. */
  add(layer: string, key: string): number {
    const inherited = this.inherited(layer, key);
    if (inherited !== undefined) return inherited;
    let own = this.ids.get(layer);
    if (!own) {
      own = new Map();
      this.ids.set(layer, own);
    }
    const known = own.get(key);
    if (known !== undefined) return known;
    const id = this.count;
    own.set(key, id);
    this.layers.push(layer);
    this.keys.push(key);
    return id;
  }

  id(layer: string, key: string): number | undefined {
    return this.inherited(layer, key) ?? this.ids.get(layer)?.get(key);
  }

  name(id: number): string {
    const layer = this.layer(id);
    return layer === '' ? this.key(id) : `${layer}:${this.key(id)}`;
  }

  layer(id: number): string {
    return id < this.offset ? this.below!.layer(id) : this.layers[id - this.offset]!;
  }

  key(id: number): string {
    return id < this.offset ? this.below!.key(id) : this.keys[id - this.offset]!;
  }

  private inherited(layer: string, key: string): number | undefined {
    const id = this.below?.id(layer, key);
    return id !== undefined && id < this.offset ? id : undefined;
  }
}
