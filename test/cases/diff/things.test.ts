import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thingChanges } from '#analysis/diff/things.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NAMED = [
  'examples/full/relaxops.yaml',
  ...['ipv6', 'logins', 'pairs', 'wireguard'].map((name) => `test/cases/${name}/relaxops.yaml`),
];
/** Where something is written is no fact of the network. */
const NO_FACTS = ['place', 'prefixPlace', 'origin'];

type Plain = Record<string, unknown>;

/** Another value of the same sort. */
const other = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}-other`;
  if (Array.isArray(value)) return value.slice(1);
  const [key, inner] = Object.entries(value as Plain).find(([name]) => !NO_FACTS.includes(name)) ?? [];
  return key === undefined ? undefined : { ...(value as Plain), [key]: other(inner) };
};

/** Fields of one thing, each changed by itself. */
const changedThings = (thing: Plain): [string, Plain][] =>
  Object.keys(thing)
    .filter((key) => !NO_FACTS.includes(key) && !(Array.isArray(thing[key]) && thing[key].length === 0))
    .map((key) => [key, { ...thing, [key]: other(thing[key]) }]);

/** The network with one field of one thing changed, of the first thing that has such a field; with what was changed. */
const changedNetworks = (network: Network): [string, Network][] =>
  Object.entries(network)
    .filter(([key]) => !NO_FACTS.includes(key))
    .flatMap(([key, value]): [string, Network][] => {
      if (!Array.isArray(value)) return [[key, { ...network, [key]: other(value) }]];
      const seen = new Set<string>();
      return value.flatMap((thing: Plain, at) =>
        changedThings(thing)
          .filter(([field]) => !seen.has(field) && seen.add(field))
          .map(([field, made]): [string, Network] => [
            `${key}[${at}].${field}`,
            { ...network, [key]: value.with(at, made) },
          ]),
      );
    });

describe('what differs between two networks', () => {
  it.for(NAMED)('is seen, whatever it is: %s', (file) => {
    const network = loadInventory(join(ROOT, file)).network!;
    const changed = changedNetworks(network);
    expect(changed.length).toBeGreaterThan(60);
    expect(
      changed.filter(([, made]) => thingChanges(network, made).length === 0).map(([what]) => what),
    ).toEqual([]);
    expect(thingChanges(network, structuredClone(network))).toEqual([]);
  });
});
