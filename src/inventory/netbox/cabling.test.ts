import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cabling } from './cabling.ts';
import type { NetboxData } from './read.ts';
import { cableRow, circuitRow, deviceRow, frontPortRow, rearPortRow, terminationRow } from './rows.ts';

/** `front 3` and so on, as NetBox's cables name it. */
const TYPES = {
  port: 'dcim.interface',
  front: 'dcim.frontport',
  rear: 'dcim.rearport',
  circuit: 'circuits.circuittermination',
};
type Socket = `${keyof typeof TYPES} ${number}`;
const socket = (text: string) => {
  const [type, id] = text.split(' ');
  return { object_type: TYPES[type as keyof typeof TYPES], object_id: Number(id) };
};
const key = (text: Socket): string => Object.values(socket(text)).join(':');

interface World {
  readonly cables: readonly (readonly [readonly Socket[], readonly Socket[]])[];
  /** Rear port: its positions, and the front ports by position. */
  readonly panels?: Readonly<Record<number, readonly number[]>>;
  readonly positions?: Readonly<Record<number, number>>;
  /** Circuit: its terminations. */
  readonly circuits?: Readonly<Record<number, readonly number[]>>;
}

const world = ({ cables, panels = {}, positions = {}, circuits = {} }: World): Cabling => {
  const rears = Object.entries(panels);
  const data = {
    devices: rears.map(([id]) =>
      deviceRow.parse({
        id: Number(id),
        name: `panel${id}`,
        device_type: { model: 'm', manufacturer: { name: 'x' } },
        site: { id: 1 },
      }),
    ),
    cables: cables.map(([a, b], i) =>
      cableRow.parse({ id: i + 1, a_terminations: a.map(socket), b_terminations: b.map(socket) }),
    ),
    rearPorts: rears.map(([id, fronts]) =>
      rearPortRow.parse({
        id: Number(id),
        name: 'r',
        device: { id: Number(id) },
        positions: positions[Number(id)] ?? fronts.length,
      }),
    ),
    frontPorts: rears.flatMap(([id, fronts]) =>
      fronts.map((front, i) =>
        frontPortRow.parse({
          id: front,
          name: `f${i + 1}`,
          device: { id: Number(id) },
          rear_port: { id: Number(id) },
          rear_port_position: i + 1,
        }),
      ),
    ),
    circuits: Object.keys(circuits).map((id) =>
      circuitRow.parse({ id: Number(id), cid: `C${id}`, provider: { id: 1, slug: 'telco' } }),
    ),
    terminations: Object.entries(circuits).flatMap(([id, ends]) =>
      ends.map((end) => terminationRow.parse({ id: end, circuit: { id: Number(id) }, term_side: 'A' })),
    ),
  };
  // The rest of NetBox is not asked for.
  return new Cabling(data as unknown as NetboxData);
};

const end = (text: Socket) => ({ kind: 'port', key: key(text) });

describe('a path', () => {
  it('through the positions of two trunked panels comes out where it went in', () => {
    const cabling = world({
      panels: { 1: [11, 12, 13], 2: [21, 22, 23] },
      cables: [
        [['rear 1'], ['rear 2']],
        ...[1, 2, 3].flatMap((n): World['cables'] => [
          [[`port ${n}`], [`front ${10 + n}`]],
          [[`front ${20 + n}`], [`port ${100 + n}`]],
        ]),
      ],
    });
    for (const n of [1, 2, 3])
      expect(cabling.trace(key(`port ${n}`))).toMatchObject({
        end: end(`port ${100 + n}`),
        via: ['panel1', 'panel2'],
        others: [],
      });
  });

  it('through panels inside panels takes the positions off again in turn', () => {
    const cabling = world({
      panels: { 1: [11, 12], 2: [21, 22], 3: [31, 32], 4: [41, 42] },
      cables: [
        [['port 1'], ['front 12']],
        [['rear 1'], ['front 21']],
        [['rear 2'], ['rear 3']],
        [['front 31'], ['rear 4']],
        [['front 42'], ['port 2']],
        [['front 41'], ['port 3']],
        [['front 32'], ['port 4']],
      ],
    });
    expect(cabling.trace(key('port 1'))).toMatchObject({
      end: end('port 2'),
      via: ['panel1', 'panel2', 'panel3', 'panel4'],
      others: [],
    });
  });

  it('into the rear of a panel from a port fans out to all its front ports', () => {
    const cabling = world({
      panels: { 1: [11, 12] },
      cables: [
        [['port 1'], ['rear 1']],
        [['front 11'], ['port 2']],
        [['front 12'], ['port 3']],
      ],
    });
    expect(cabling.trace(key('port 1'))).toMatchObject({ end: end('port 2'), others: [end('port 3')] });
    expect(cabling.trace(key('port 3'))).toMatchObject({ end: end('port 1'), others: [] });
  });

  it('over a pair of strands to one port is one path', () => {
    const cabling = world({
      panels: { 1: [11, 12], 2: [21, 22] },
      cables: [
        [['port 1'], ['front 11', 'front 12']],
        [['rear 1'], ['rear 2']],
        [['front 21', 'front 22'], ['port 2']],
      ],
    });
    expect(cabling.trace(key('port 1'))).toMatchObject({ end: end('port 2'), others: [] });
    expect(cabling.trace(key('port 2'))).toMatchObject({ end: end('port 1'), others: [] });
  });

  it('over a cable with two ends on each side goes straight first, and may cross', () => {
    const cabling = world({
      cables: [
        [
          ['port 1', 'port 2'],
          ['port 3', 'port 4'],
        ],
      ],
    });
    expect(cabling.trace(key('port 2'))).toMatchObject({ end: end('port 4'), others: [end('port 3')] });
  });

  it('over a breakout cable has four ends', () => {
    const cabling = world({ cables: [[['port 1'], ['port 2', 'port 3', 'port 4', 'port 5']]] });
    expect(cabling.trace(key('port 1'))?.others).toEqual([end('port 3'), end('port 4'), end('port 5')]);
    expect(cabling.trace(key('port 5'))).toMatchObject({ end: end('port 1'), others: [] });
  });

  it('through a circuit between two sites goes on at the other end', () => {
    const cabling = world({
      circuits: { 1: [1, 2] },
      cables: [
        [['port 1'], ['circuit 1']],
        [['port 2'], ['circuit 2']],
      ],
    });
    expect(cabling.trace(key('port 1'))).toMatchObject({ end: end('port 2'), via: ['telco C1'] });
  });

  it.each<[string, World, string]>([
    ['a cable with one end', { cables: [[['port 1'], []]] }, 'has no other end'],
    [
      'a front port whose rear has no cable',
      { panels: { 1: [11] }, cables: [[['port 1'], ['front 11']]] },
      'ends at a socket without a further cable',
    ],
    [
      'a front port that is not there',
      { cables: [[['port 1'], ['front 9']]] },
      'ends at front port #9, of which nothing is known',
    ],
    [
      'a rear port that is not there',
      { cables: [[['port 1'], ['rear 9']]] },
      'ends at rear port #9, of which nothing is known',
    ],
    [
      'a termination that is not there',
      { cables: [[['port 1'], ['circuit 9']]] },
      'ends at circuit termination #9, of which nothing is known',
    ],
    [
      'a position without a front port',
      {
        panels: { 1: [11, 12], 2: [21] },
        positions: { 2: 4 },
        cables: [
          [['port 1'], ['front 12']],
          [['rear 1'], ['rear 2']],
        ],
      },
      'ends at the rear of a panel, where no cable goes on from the front',
    ],
    [
      'a ring of panels',
      {
        panels: { 1: [11], 2: [21] },
        cables: [
          [['port 1', 'front 21'], ['front 11']],
          [['rear 1'], ['rear 2']],
        ],
      },
      'runs in a circle',
    ],
  ])('that ends at %s says so', (_what, facts, why) => {
    expect(world(facts).trace(key('port 1'))?.end).toEqual({ kind: 'nothing', why });
  });

  it('ends at the circuit whose other end is elsewhere', () => {
    const cabling = world({ circuits: { 7: [1, 2] }, cables: [[['port 1'], ['circuit 1']]] });
    expect(cabling.trace(key('port 1'))?.end).toMatchObject({ kind: 'circuit', circuit: { cid: 'C7' } });
  });
});

describe('any cabling', () => {
  const sockets = fc.constantFrom<Socket>(
    ...[1, 2, 3, 4].map((n): Socket => `port ${n}`),
    ...[11, 12, 21, 22, 31].map((n): Socket => `front ${n}`),
    ...[1, 2, 3].map((n): Socket => `rear ${n}`),
    ...[1, 2].map((n): Socket => `circuit ${n}`),
  );
  const cable = fc.tuple(fc.array(sockets, { maxLength: 3 }), fc.array(sockets, { maxLength: 3 }));

  it('is followed to an end, quickly, and from both ends of a simple path alike', () => {
    fc.assert(
      fc.property(fc.array(cable, { maxLength: 12 }), (cables) => {
        const cabling = world({
          panels: { 1: [11, 12], 2: [21, 22], 3: [31] },
          circuits: { 1: [1, 2] },
          cables,
        });
        for (const n of [1, 2, 3, 4]) {
          const from = key(`port ${n}`);
          const trace = cabling.trace(from);
          if (
            trace?.end.kind !== 'port' ||
            trace.others.length > 0 ||
            cables.flat(2).length > new Set(cables.flat(2)).size
          )
            continue;
          const back = cabling.trace(trace.end.key);
          const ends = [back?.end, ...(back?.others ?? [])];
          expect(ends).toContainEqual({ kind: 'port', key: from });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of a mesh of cables with many ends is followed within bounds', () => {
    const many = (type: 'front', base: number) =>
      Array.from({ length: 60 }, (_, i): Socket => `${type} ${base + i}`);
    const panels = Object.fromEntries(
      [1, 2, 3, 4].map((r) => [r, many('front', r * 100).map((s) => Number(s.split(' ')[1]))]),
    );
    const cabling = world({
      panels,
      cables: [
        [['port 1'], ['rear 1']],
        [many('front', 100), many('front', 200)],
        [['rear 2'], ['rear 3']],
        [many('front', 300), many('front', 400)],
        [['rear 4'], ['port 2']],
      ],
    });
    const began = performance.now();
    expect(cabling.trace(key('port 1'))).toMatchObject({ end: end('port 2') });
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
