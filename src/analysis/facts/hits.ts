import { failureKinds } from '../failures/index.ts';
import type { Layer } from '../failures/kind.ts';
import type { Compiling } from './context.ts';
import { layerAndKey } from './fact-names.ts';

const NOTHING: readonly number[] = [];

/** The failures that take each element: one base fact per failure, ANDed into all that it hits. */
export class Hits {
  private readonly byLayer = new Map<string, Map<string, number[]>>();

  add(layer: string, key: string, base: number): void {
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

/** Most failures take what they are called after: the same text again costs a map nothing, a new one has to be hashed. */
const split = (element: string, scope: string): [string, string] => {
  const at = element.length - scope.length - 1;
  return element.indexOf(':') === at && element.endsWith(scope)
    ? [element.slice(0, at), scope]
    : layerAndKey(element);
};

/** Defines every failure that the network allows as a base fact. */
export const defineFailures = ({ topology, facts }: Compiling): Hits => {
  const found = new Hits();
  for (const kind of failureKinds)
    for (const scope of kind.scopes(topology)) {
      const base = facts.base(facts.fresh(kind.id, scope));
      for (const element of kind.takes(topology, scope)) found.add(...split(element, scope), base);
    }
  return found;
};
