import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { compare, type Mismatch } from '#lab/compare.ts';
import type { ObservationFile } from '#lab/verify/observation.ts';
import { mutate, type Written } from './mutate.ts';

/**
 * Observations of the full example (`relaxops lab verify --consoles always --budget 900 -o full.json`, then gzip: a sample, consoles and power while each
 * failure lasts), held against models that are wrong in one way each. A comparison that lets one of them pass would prove nothing.
 */
const root = join(import.meta.dirname, '../..');
const stored = join(root, 'test/cases/observations/full.json.gz');
const network = loadInventory(join(root, 'examples/full/relaxops.yaml')).network!;
const analysis = analyse(network);

const mismatches = (model: Analysis): readonly Mismatch[] => {
  const file: ObservationFile = JSON.parse(gunzipSync(readFileSync(stored)).toString());
  const possible = file.observations.flatMap((one) => (one.failure ? [one.failure] : []));
  return compare(
    network,
    file,
    (failures) => predictCells(model, failures),
    possible,
    (failures) => predictResorts(model, failures),
  ).mismatches;
};

const without = (fact: Written, drop: (dep: string) => boolean): Written => ({
  ...fact,
  deps: fact.deps.filter((dep) => !drop(dep)),
});
const always = (fact: Written): Written => ({ ...fact, kind: 'all', deps: [] });
const starts =
  (...words: string[]) =>
  (text: string) =>
    words.some((word) => text.startsWith(word));

const known = (name: string): boolean => analysis.facts.system.id(name) !== undefined;
const role = (id: string): string | undefined => network.devices.find((device) => device.id === id)?.role;

/** What is wrong with the model, and the model. */
const mutations: readonly [what: string, change: (fact: Written) => Written][] = [
  ['power is not modelled', (f) => (f.name.startsWith('powered:') ? always(f) : f)],
  [
    'a device needs all of its power ports',
    (f) => (f.name.startsWith('powered:') ? { ...f, kind: 'all' } : f),
  ],
  [
    'a PDU needs no feed',
    (f) => (f.name.startsWith('powered:') && role(f.name.slice(8)) === 'pdu' ? always(f) : f),
  ],
  ['providers never fail', (f) => (f.name.startsWith('transit:') ? always(f) : f)],
  ['providers ride on nobody', (f) => (f.name.startsWith('transit:') ? without(f, starts('transit:')) : f)],
  ['the pair always takes over', (f) => without(f, starts('quiet:'))],
  [
    'the pair never takes over',
    (f) => (f.name.startsWith('back:') && f.kind === 'any' ? { ...f, deps: f.deps.slice(0, 1) } : f),
  ],
  ['answers need no way back', (f) => without(f, starts('back:'))],
  ['saturated links still pass', (f) => without(f, starts('link-saturated:'))],
  ['cut links still pass', (f) => without(f, starts('link-cut:'))],
  [
    'a misconfiguration takes the management port too',
    (f) =>
      f.name.startsWith('answers:') && f.deps.some(starts('service:'))
        ? {
            ...f,
            deps: [
              ...f.deps,
              ...f.deps
                .filter(starts('service:'))
                .map((d) => d.replace('service:', 'data-plane:').replace(/\/sshd(-mgmt)?$/, '')),
            ],
          }
        : f,
  ],
  [
    'a BMC survives the death of its box',
    (f) =>
      f.name.startsWith('answers:') && f.deps.length === 1 && f.deps[0]!.startsWith('bmc:') ? always(f) : f,
  ],
  [
    'a crashed sshd takes the box',
    (f) =>
      f.name.startsWith('running:')
        ? { ...f, deps: [...f.deps, `service-crash:${f.name.slice(8)}/sshd`] }
        : f,
  ],
  [
    'a door behind a NAT needs no rendezvous',
    (f) => (f.name.startsWith('door:') ? without(f, starts('service:rdv', 'data-plane:rdv')) : f),
  ],
  ['switches never fail', (f) => (f.name.startsWith('path:') ? without(f, starts('data-plane:')) : f)],
  ...[
    'bmc-hung',
    'campus-down',
    'console-server-dead',
    'device-hung',
    'management-port-dead',
    'pdu-controller-dead',
    'pdu-dead',
    'rack-down',
    'site-down',
    'switch-loop',
  ].map((kind): [string, (fact: Written) => Written] => [
    `${kind} takes nothing`,
    (f) => without(f, starts(`${kind}:`)),
  ]),
  [
    'whoever types on the console of a hung box gets an answer',
    (f) => (f.name.startsWith('prompt:') ? without(f, starts('device-hung:')) : f),
  ],
  ['a hung box forwards', (f) => (f.name.startsWith('data-plane:') ? without(f, starts('system:')) : f)],
  [
    'a hung BMC takes its server along',
    (f) =>
      f.name.startsWith('running:')
        ? { ...f, deps: [...f.deps, `bmc-hung:${f.name.slice(8)}`].filter(known) }
        : f,
  ],
  [
    'a storm stays in its switch',
    (f) =>
      f.name.startsWith('data-plane:')
        ? without(f, (dep) => dep.startsWith('switch-loop:') && dep.slice(12) !== f.name.slice(11))
        : f,
  ],
  [
    'a storm leaves isolated ports alone',
    (f) =>
      role(f.name.replace(/^data-plane:/, '')) === 'management-switch'
        ? without(f, starts('switch-loop:'))
        : f,
  ],
  [
    'a site that is gone takes the other along',
    (f) =>
      f.name.startsWith('running:') ? { ...f, deps: [...f.deps, 'site-down:zrh1', 'site-down:ber1'] } : f,
  ],
  [
    'nothing crosses between sites',
    (f) => (f.name.startsWith('across:') ? { ...f, kind: 'any', deps: [] } : f),
  ],
];

describe('stored observations', () => {
  it('agree with the model', () => {
    expect(mismatches(analysis)).toEqual([]);
  });

  it.each(mutations)('catch a model in which %s', (_what, change) => {
    expect(mismatches(mutate(analysis, change)).length).toBeGreaterThan(0);
  });

  it('catch a model without port isolation', () => {
    const file: ObservationFile = JSON.parse(gunzipSync(readFileSync(stored)).toString());
    const open = compare(
      network,
      file,
      (failures) =>
        predictCells(analysis, failures).map((cell) =>
          cell.vantage.startsWith('door:') ? { ...cell, answers: true } : cell,
        ),
      [],
      (failures) => predictResorts(analysis, failures),
    );
    expect(open.mismatches.length).toBeGreaterThan(0);
  });
});
