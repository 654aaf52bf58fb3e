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
  /** By layer: names that nobody has looked for yet, and that are in no map so far. */
  private readonly waiting = new Map<string, number[]>();
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
    if (this.waiting.size > 0) this.index(layer);
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

  /** The number of a name that is new. Most names are never looked for, so it is found only once its layer is asked. */
  append(layer: string, key: string): number {
    if (this.below) return this.add(layer, key);
    const id = this.count;
    const others = this.waiting.get(layer);
    if (others) others.push(id);
    else this.waiting.set(layer, [id]);
    this.layers.push(layer);
    this.keys.push(key);
    return id;
  }

  id(layer: string, key: string): number | undefined {
    if (this.waiting.size > 0) this.index(layer);
    return this.inherited(layer, key) ?? this.ids.get(layer)?.get(key);
  }

  /** Makes the names of a layer that were appended findable. */
  private index(layer: string): void {
    const ids = this.waiting.get(layer);
    if (!ids) return;
    this.waiting.delete(layer);
    const own = this.ids.get(layer) ?? new Map<string, number>();
    this.ids.set(layer, own);
    for (const id of ids) {
      const key = this.keys[id]!;
      if (own.has(key)) throw new Error(`fact named twice: ${layer}:${key}`);
      own.set(key, id);
    }
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
