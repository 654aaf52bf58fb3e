import { expandHostlist } from '#base/hostlist.ts';
import { nearest } from '#base/nearest.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Network, Rack } from '#model/network.ts';
import { type Edge, edgeOf, type Part, partOf } from '#model/part.ts';

/** What somebody asks for who wants less than the whole network: ranges of sites, and of racks in these. */
export interface AskedPart {
  readonly sites?: string | undefined;
  readonly racks?: string | undefined;
}

/** A part of a network as a network of its own, with where it ends; `part` is absent where it is all of it. */
export interface Chosen {
  readonly network: Network;
  readonly part?: Part;
  readonly edge?: Edge;
}

/** A name that nothing has. */
export interface UnknownName {
  readonly text: string;
  readonly hint?: string;
}

type Named = (one: Rack, name: string) => boolean;

const unknown = (what: string, name: string, known: readonly string[]): UnknownName => {
  const near = nearest(name, known);
  const hint = near === undefined ? `there are ${known.slice(0, 8).join(', ')}` : `did you mean ${near}?`;
  return { text: `unknown ${what} "${name}"`, hint };
};

/** The racks that a range names, one of each name or more; all if there is none. */
const narrowed = (
  racks: readonly Rack[],
  range: string | undefined,
  what: string,
  known: readonly string[],
  fits: Named,
): Result<readonly Rack[], UnknownName[]> => {
  if (range === undefined) return ok(racks);
  const names = expandHostlist(range);
  if (!names.ok) return fail([{ text: `--${what}: ${names.error.text}` }]);
  const wrong = names.value.filter((name) => !racks.some((rack) => fits(rack, name)));
  if (wrong.length > 0) return fail(wrong.map((name) => unknown(what, name, known)));
  return ok(racks.filter((rack) => names.value.some((name) => fits(rack, name))));
};

/** A rack goes by its id, or by its name, which then means the racks of that name in all chosen sites. */
const isRack: Named = ({ id, name }, wanted) => id === wanted || name === wanted;

/** The racks that are asked for, as a part of the network; every name that nothing has is said. */
export const askedPart = ({ racks }: Network, asked: AskedPart): Result<Part, UnknownName[]> => {
  const siteIds = [...new Set(racks.map(({ site }) => site))];
  const inSites = narrowed(racks, asked.sites, 'site', siteIds, ({ site }, name) => site === name);
  const ids = (inSites.ok ? inSites.value : racks).map(({ id }) => id);
  const found = narrowed(inSites.ok ? inSites.value : racks, asked.racks, 'rack', ids, isRack);
  if (inSites.ok && found.ok) return ok({ racks: found.value.map(({ id }) => id) });
  return fail([...(inSites.ok ? [] : inSites.error), ...(found.ok ? [] : found.error)]);
};

/** The network that is asked for. */
export const chosenPart = (network: Network, asked: AskedPart): Result<Chosen, UnknownName[]> => {
  const part = askedPart(network, asked);
  if (!part.ok) return part;
  if (part.value.racks.length === network.racks.length) return ok({ network });
  return ok({ network: partOf(network, part.value), part: part.value, edge: edgeOf(network, part.value) });
};
