import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { analyse } from '../state.ts';
import { BASE, FactBuilder, solve } from './system.ts';
import { WhileOff } from './while-off.ts';

/** Facts by number: base facts first, then facts that rest on any, themselves included. */
const shapes = fc.integer({ min: 1, max: 6 }).chain((bases) =>
  fc.record({
    bases: fc.constant(bases),
    rest: fc.array(
      fc.record({ any: fc.boolean(), deps: fc.array(fc.nat({ max: bases + 11 }), { maxLength: 4 }) }),
      { minLength: 12, maxLength: 12 },
    ),
    off: fc.nat({ max: 11 }),
    failed: fc.array(fc.nat({ max: bases - 1 }), { maxLength: 2 }),
  }),
);

describe('facts while one of them is off', () => {
  it('hold where a fresh solution without it says so, in systems full of loops', () => {
    let copied = 0;
    fc.assert(
      fc.property(shapes, ({ bases, rest, off, failed }) => {
        const facts = new FactBuilder();
        for (let i = 0; i < bases; i++) facts.base(`f${i}`);
        rest.forEach(({ any, deps }, i) => {
          const names = deps.map((dep) => `f${dep}`);
          if (any) facts.any(`f${bases + i}`, names, 'somebody');
          else facts.all(`f${bases + i}`, names);
        });
        const root = `f${bases + off}`;
        const goals = rest.map((_, i) => `f${bases + i}`);
        const ids = (names: readonly string[]): number[] => names.map((name) => facts.ref('', name));
        const found = new WhileOff(facts).of(ids([root])[0]!, ids(goals));
        const system = facts.seal();
        const broken = ids(failed.map((i) => `f${i}`));
        const now = solve(system, new Set(broken)).holds;
        const without = solve(system, new Set([...broken, ...ids([root])])).holds;
        goals.forEach((goal, i) => {
          const fact = found[i];
          if (fact !== undefined && fact !== system.id(goal)) copied++;
          expect(fact === undefined ? 0 : now[fact]).toBe(without[system.id(goal)!]);
        });
      }),
      { numRuns: 2000 },
    );
    expect(copied).toBeGreaterThan(1000);
  });

  it('leave alone what does not go out with it', () => {
    const facts = new FactBuilder();
    facts.base('power');
    const box = facts.all('box', ['power']);
    const board = facts.all('board', [box]);
    const way = facts.all('way', [board]);
    const off = new WhileOff(facts);
    expect(off.of(box, [way])).toEqual([undefined]);
    expect(off.of(box, [way], new Set([board]))).toEqual([way]);
  });
});

const EXAMPLES = join(import.meta.dirname, '../../../examples');

describe.each(readdirSync(EXAMPLES))('power in %s', (name) => {
  const { facts, verbs } = analyse(loadInventory(join(EXAMPLES, name, 'relaxops.yaml')).network!);
  const { system, topology } = facts;
  const bases = [...system.kinds.keys()].filter((id) => system.kinds[id] === BASE);
  const id = (fact: string): number => system.id(fact)!;

  it('is there if somebody can turn the device off and still reach what turns it on', () => {
    const own = verbs.filter(({ verb }) => verb === 'power').map(({ device }) => topology.device(device));
    let [held, lost] = [0, 0];
    const pick = fc.nat(bases.length - 1);
    fc.assert(
      fc.property(fc.array(pick, { maxLength: 2 }), fc.nat(own.length - 1), (broken, at) => {
        const device = own[at]!;
        const failed = broken.map((one) => bases[one]!);
        const works = (root: string, way: string): boolean => {
          const { holds } = solve(system, new Set([...failed, id(root)]));
          const needs = device.site === undefined || holds[id(`needs:${device.site}`)] === 1;
          return needs && system.id(way) !== undefined && holds[id(way)] === 1;
        };
        const chassis = device.ports.some(
          (port) => port.kind === 'bmc' && works(`system:${device.id}`, `chassis:${port.id}`),
        );
        const expected = chassis || works(`running:${device.id}`, `pdus:${device.id}`);
        expect(solve(system, new Set(failed)).holds[id(`power:${device.id}`)]).toBe(expected ? 1 : 0);
        if (expected) held++;
        else lost++;
      }),
      { numRuns: 300 },
    );
    expect(held).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
  });
});
