import { failureKinds } from '../failures/index.ts';
import type { Layer } from '../failures/kind.ts';
import type { Compiling } from './context.ts';
import { layerAndKey } from './fact-names.ts';

const NOTHING: readonly number[] = [];

/** The failures that take each element: one base fact per failure, ANDed into all that it hits. */
export class Hits {
  private readonly byLayer = new Map<string, Map<string, number[]>>();

  add(element: string, base: number): void {
    const [layer, key] = layerAndKey(element);
    const own = this.byLayer.get(layer) ?? new Map<string, number[]>();
    this.byLayer.set(layer, own);
    const list = own.get(key);
    if (list) list.push(base);
    else own.set(key, [base]);
  }

  of(layer: Layer, key: string): readonly number[] {
    return this.byLayer.get(layer)?.get(key) ?? NOTHING;
  }
}

/** Defines every failure that the network allows as a base fact. */
export const defineFailures = ({ topology, facts }: Compiling): Hits => {
  const found = new Hits();
  for (const kind of failureKinds)
    for (const scope of kind.scopes(topology)) {
      const base = facts.base(facts.ref(kind.id, scope));
      for (const element of kind.takes(topology, scope)) found.add(element, base);
    }
  return found;
};
