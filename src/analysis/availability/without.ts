import { nearest } from '#base/nearest.ts';
import { fail, ok, type Result } from '#base/result.ts';
import { failureId } from '#model/failure.ts';
import { ROLES } from '#model/role.ts';
import type { Topology } from '#model/topology.ts';
import { ANY, type FactSystem } from '../facts/system.ts';
import type { Analysis } from '../state.ts';

/** The same facts as if these base facts had failed for good: any of nothing never holds. */
export const withoutFacts = (system: FactSystem, gone: readonly number[]): FactSystem => {
  const kinds = system.kinds.slice();
  for (const fact of gone) kinds[fact] = ANY;
  return { ...system, kinds };
};

/** The failure kind that is the absence of such a thing, and what things of that sort there are. */
interface Sort {
  readonly kind: string;
  readonly all: (topology: Topology) => readonly string[];
}

const devices: Sort = { kind: 'device-dead', all: ({ network }) => network.devices.map(({ id }) => id) };
const uplinks: Sort = { kind: 'link-cut', all: ({ network }) => network.uplinks.map(({ port }) => port) };
const mobile: Sort = {
  kind: 'link-cut',
  all: ({ network }) => network.uplinks.filter((one) => one.medium === 'mobile').map(({ port }) => port),
};
const cables: Sort = { kind: 'link-cut', all: ({ network }) => network.cables.map(({ id }) => id) };
const interlinks: Sort = { kind: 'link-cut', all: ({ network }) => network.interlinks.map(({ id }) => id) };
const providers: Sort = {
  kind: 'provider-down',
  all: ({ network }) => network.providers.map(({ id }) => id),
};
const feeds: Sort = { kind: 'feed-down', all: ({ network }) => network.feeds.map(({ id }) => id) };

/** What may stand before the colon. A modem and its SIM are the uplink that they carry. */
const SORTS: Readonly<Record<string, Sort>> = {
  uplink: uplinks,
  modem: mobile,
  sim: mobile,
  cable: cables,
  interlink: interlinks,
  provider: providers,
  feed: feeds,
  device: devices,
  ...Object.fromEntries(
    ROLES.map((role): [string, Sort] => [
      role,
      {
        kind: 'device-dead',
        all: ({ network }) => network.devices.filter((one) => one.role === role).map(({ id }) => id),
      },
    ]),
  ),
};

/** The sorts in which a bare id is looked for, in this order. */
const BARE: readonly Sort[] = [devices, uplinks, cables, providers, feeds];

/** Ends of a cable are names of it. */
const absence = ({ facts: { system, topology } }: Analysis, { kind, all }: Sort, id: string): number[] => {
  const scope = kind === 'link-cut' ? (topology.cableAt(id)?.id ?? id) : id;
  const there = all(topology).some(
    (one) => one === id || one === scope || topology.cableAt(one)?.id === scope,
  );
  const fact = there ? system.id(failureId({ kind, scope })) : undefined;
  return fact === undefined ? [] : [fact];
};

/** Something that could be missing, and the base facts whose failure is its absence. */
export interface Thing {
  readonly id: string;
  readonly gone: readonly number[];
}

const split = (text: string): { readonly word?: string; readonly id: string } => {
  const at = text.indexOf(':');
  const word = text.slice(0, Math.max(0, at));
  return Object.hasOwn(SORTS, word) ? { word, id: text.slice(at + 1) } : { id: text };
};

/**
 * The thing that a person names, or a sentence with the nearest: a device, an uplink (its modem, its SIM), a cable, an interlink, a
 * provider or a feed, by its id, which may follow the sort of thing it is: `uplink:zrh1/r01/gw2:wan`.
 */
export const thingNamed = (analysis: Analysis, text: string): Result<Thing, string> => {
  const { word, id } = split(text);
  const sorts = word === undefined ? BARE : [SORTS[word]!];
  const gone = new Set(sorts.flatMap((sort) => absence(analysis, sort, id)));
  if (gone.size > 0) return ok({ id, gone: [...gone] });
  const known = sorts.flatMap((sort) => sort.all(analysis.facts.topology));
  const near = nearest(id, known) ?? known[0];
  const what = word ?? 'device, uplink, cable, provider or feed';
  return fail(
    near === undefined
      ? `"${text}" is no ${what}, for there is none`
      : `"${text}" is no ${what}, expected one such as "${near}"`,
  );
};
