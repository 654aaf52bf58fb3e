import { describe, expect, it } from 'vitest';
import { type Board, chassisAnswer } from './chassis.ts';
import { type OutletCommand, passPersist } from './pass-persist.ts';
import { compareOids, pduObjects, RPDU_COMMAND, RPDU2_COMMAND } from './pdu-mib.ts';

describe('a chassis', () => {
  const board = (): Board & { on(): boolean; resets: number } => {
    let on = true;
    return {
      on: () => on,
      switch: (to) => {
        on = to;
      },
      reset() {
        this.resets++;
      },
      resets: 0,
    };
  };

  it('answers as ipmi_sim asks', () => {
    const one = board();
    expect(chassisAnswer(one, '0x20 get power')).toBe('power:1');
    expect(chassisAnswer(one, '0x20 set power 0')).toBe('ok');
    expect(chassisAnswer(one, '0x20 get power boot')).toBe('power:0\nboot:none');
    expect(chassisAnswer(one, '0x20 set power 1')).toBe('ok');
    expect(chassisAnswer(one, '0x20 set reset 1')).toBe('ok');
    expect([one.on(), one.resets]).toEqual([true, 1]);
    chassisAnswer(one, '0x20 set shutdown 1');
    expect(one.on()).toBe(false);
  });

  it.each(['', '0x20', '0x20 get', '0x20 get nonsense', '0x20 set power', '0x20 set nonsense 1', 'rm -rf /'])(
    'refuses "%s"',
    (line) => expect(chassisAnswer(board(), line)).toBe('error'),
  );
});

describe('a PDU', () => {
  const outlets = [3, 12].map((number) => ({ number, id: `pdu1:o${number}`, label: `srv${number}:psu1` }));
  const pdu = { host: 'zrh1/r01/pdu1', outlets };
  const bench = () => {
    const commands: [string, OutletCommand][] = [];
    const off = new Set(['pdu1:o12']);
    const states = ({ id }: { id: string }) =>
      ({ state: off.has(id) ? 'off' : 'on', pending: false }) as const;
    const hear = passPersist({
      objects: () => pduObjects(pdu, states),
      command: ({ id }, command) => commands.push([id, command]),
    });
    const ask = (...lines: string[]): string | undefined =>
      lines.map((line) => hear(line)).find((answer) => answer !== undefined);
    return { ask, commands };
  };
  const at = (oid: readonly number[], number: number): string => `.${[...oid, number].join('.')}`;

  it('says of each outlet what it feeds and how it stands, in both generations of the MIB', () => {
    const { ask } = bench();
    expect(ask('PING')).toBe('PONG');
    expect(ask('get', at(RPDU_COMMAND, 3))).toBe(`${at(RPDU_COMMAND, 3)}\ninteger\n1`);
    expect(ask('get', at(RPDU2_COMMAND, 12))).toBe(`${at(RPDU2_COMMAND, 12)}\ninteger\n2`);
    expect(ask('get', '.1.3.6.1.4.1.318.1.1.26.9.2.3.1.5.12')).toContain('\ninteger\n1');
    expect(ask('get', '.1.3.6.1.4.1.318.1.1.12.3.5.1.1.2.12')).toContain('\nstring\nsrv12:psu1');
    expect(ask('get', at(RPDU_COMMAND, 4))).toBe('NONE');
    expect(ask('get', 'nonsense')).toBe('NONE');
  });

  it('is walked once through, in the order of numbers', () => {
    const { ask } = bench();
    const seen: string[] = [];
    for (let oid = '.1.3.6.1.4.1.318'; ; ) {
      const answer = ask('getnext', oid);
      if (answer === undefined || answer === 'NONE') break;
      oid = answer.split('\n')[0]!;
      seen.push(oid);
    }
    expect(seen.length).toBe(2 + 2 * (5 + 6 + 6 + 5));
    const numbers = seen.map((oid) => oid.slice(1).split('.').map(Number));
    expect([...numbers].sort(compareOids)).toEqual(numbers);
    expect(numbers.findIndex((n) => n.at(-1) === 3)).toBeLessThan(numbers.findIndex((n) => n.at(-1) === 12));
  });

  it('switches, survives the empty line after a set, and refuses the rest', () => {
    const { ask, commands } = bench();
    expect(ask('set', at(RPDU_COMMAND, 3), 'integer 2', '')).toBe('DONE');
    expect(ask('set', at(RPDU2_COMMAND, 12), 'integer 1')).toBe('DONE');
    expect(ask('', 'set', at(RPDU_COMMAND, 12), 'integer 3')).toBe('DONE');
    expect(commands).toEqual([
      ['pdu1:o3', 'off'],
      ['pdu1:o12', 'on'],
      ['pdu1:o12', 'reboot'],
    ]);
    expect(ask('set', at(RPDU_COMMAND, 3), 'integer 9')).toBe('wrong-value');
    expect(ask('set', at(RPDU_COMMAND, 3), 'string 2')).toBe('wrong-type');
    expect(ask('set', '.1.3.6.1.4.1.318.1.1.12.3.3.1.1.2.3', 'string x')).toBe('not-writable');
    expect(ask('get', at(RPDU_COMMAND, 3))).toContain('integer');
    expect(commands.length).toBe(3);
  });
});
