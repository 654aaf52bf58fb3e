import { describe, expect, it } from 'vitest';
import {
  RPDU_ALL,
  RPDU_COLD_START,
  RPDU_COMMAND,
  RPDU_LOAD,
  RPDU_OFF_FOR,
  RPDU_ON_AFTER,
  RPDU2_COLD_START,
  RPDU2_COMMAND,
  RPDU2_CURRENT,
  RPDU2_POWER,
} from './apc.ts';
import { type Board, chassisAnswer } from './chassis.ts';
import { compareOids, dotted, OUTLET_COMMANDS, type PduMib } from './mib.ts';
import { mibNamed, mibOf, pduMibs } from './mibs.ts';
import { passPersist } from './pass-persist.ts';
import { BREAKER_CURRENT, OUTLET_SENSOR, SENSORS, SEQUENCE_DELAY, SWITCHING_OPERATION } from './raritan.ts';

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
  const outlets = [3, 12].map((number) => ({
    number,
    id: `pdu1:o${number}`,
    label: `srv${number}:psu1`,
    watts: 230,
  }));
  const bench = (mib: PduMib['id']) => {
    const told: string[] = [];
    const off = new Set(['pdu1:o12']);
    const states = ({ id }: { id: string }) => ({
      state: off.has(id) ? ('off' as const) : ('on' as const),
      pending: false,
      load: off.has(id) ? 0 : 230,
      onAfter: id === 'pdu1:o12' ? 3 : 0,
      offFor: 2,
    });
    const hear = passPersist({
      objects: () => mibNamed(mib).objects({ host: 'zrh1/r01/pdu1', mib, outlets }, states, 7),
      act: ({ outlets: which, command, delayed }) =>
        told.push(`${delayed ? 'delayed ' : ''}${command} ${which.map(({ id }) => id).join(' ')}`),
      set: (of, setting, seconds) => told.push(`${setting} ${seconds} ${of}`),
    });
    const ask = (...lines: string[]): string | undefined =>
      lines.map((line) => hear(line)).find((answer) => answer !== undefined);
    const value = (oid: readonly number[]): string | undefined => ask('get', dotted(oid))?.split('\n')[2];
    return { ask, told, value };
  };

  it('says of each outlet what it feeds, how it stands and what it delivers, in both generations of APC', () => {
    const { ask, value } = bench('apc');
    expect(ask('PING')).toBe('PONG');
    expect(ask('get', dotted([...RPDU_COMMAND, 3]))).toBe(`${dotted([...RPDU_COMMAND, 3])}\ninteger\n1`);
    expect([value([...RPDU_COMMAND, 12]), value([...RPDU2_COMMAND, 12])]).toEqual(['2', '2']);
    expect(value(mibNamed('apc').nameOf(3))).toBe('srv3:psu1');
    expect([value([...RPDU2_POWER, 3]), value([...RPDU2_CURRENT, 3]), value([...RPDU2_POWER, 12])]).toEqual([
      '230',
      '10',
      '0',
    ]);
    expect(value(RPDU_LOAD)).toBe('10');
    expect(ask('get', dotted([...RPDU_COMMAND, 4]))).toBe('NONE');
    expect(ask('get', 'nonsense')).toBe('NONE');
  });

  it('says when its outlets go on after a power cut, and lets it be set', () => {
    const { ask, told, value } = bench('apc');
    expect([RPDU_COLD_START, RPDU2_COLD_START, [...RPDU_ON_AFTER, 12]].map(value)).toEqual(['7', '7', '3']);
    expect(ask('set', dotted(RPDU_COLD_START), 'integer 30')).toBe('DONE');
    expect(ask('set', dotted(RPDU2_COLD_START), 'integer 301')).toBe('wrong-value');
    expect(told).toEqual(['coldStart 30 zrh1/r01/pdu1']);
    expect(bench('raritan').value([...SEQUENCE_DELAY, 3])).toBe('3');
  });

  it("Raritan's says the same in numbers of its own", () => {
    const { value } = bench('raritan');
    const { nameOf } = mibNamed('raritan');
    expect([
      value(nameOf(3)),
      value([...SWITCHING_OPERATION, 3]),
      value([...SWITCHING_OPERATION, 12]),
    ]).toEqual(['srv3:psu1', '1', '0']);
    expect(value([...OUTLET_SENSOR, 3, SENSORS.activePower])).toBe('230');
    expect(value(BREAKER_CURRENT)).toBe('10');
  });

  it.each(pduMibs.map((mib) => [mib.id, mib] as const))(
    '%s can be walked, each object once, in order',
    (id, mib) => {
      const { ask } = bench(id);
      const seen: number[][] = [];
      for (let at = dotted(mib.root); ; ) {
        const [oid] = ask('getnext', at)!.split('\n');
        if (oid === 'NONE') break;
        seen.push(oid!.slice(1).split('.').map(Number));
        at = oid!;
      }
      expect(seen.length).toBeGreaterThan(12);
      expect(seen).toEqual([...seen].sort(compareOids));
      for (const oid of seen) expect(dotted(oid).startsWith(`${dotted(mib.root)}.`)).toBe(true);
    },
  );

  it.each(pduMibs.map((mib) => [mib.id, mib] as const))(
    '%s is told by numbers of its own, and nothing else',
    (id, mib) => {
      const { ask, told } = bench(id);
      // snmpd sends an empty line after each request to set.
      for (const command of OUTLET_COMMANDS)
        expect(ask('', 'set', dotted(mib.commandOf(3)), `integer ${mib.numberFor[command]}`)).toBe('DONE');
      expect(told).toEqual(['on pdu1:o3', 'off pdu1:o3', 'reboot pdu1:o3']);
      expect(ask('set', dotted(mib.commandOf(3)), 'integer 99')).toBe('wrong-value');
      expect(ask('set', dotted(mib.commandOf(3)), 'string 2')).toBe('wrong-type');
      expect(ask('set', dotted(mib.nameOf(3)), 'integer 2')).toBe('not-writable');
      expect(told.length).toBe(3);
    },
  );

  it('takes delays, and commands for all outlets at once', () => {
    const { ask, told } = bench('apc');
    expect(ask('set', dotted([...RPDU_ON_AFTER, 12]), 'integer 5')).toBe('DONE');
    expect(ask('set', dotted([...RPDU_OFF_FOR, 3]), 'integer 9999')).toBe('wrong-value');
    expect(ask('set', dotted(RPDU_ALL), 'integer 5')).toBe('DONE');
    expect(ask('set', dotted(RPDU_ALL), 'integer 1')).toBe('DONE');
    expect(ask('set', dotted([...RPDU_COMMAND, 3]), 'integer 4')).toBe('DONE');
    expect(told).toEqual([
      'onAfter 5 pdu1:o12',
      'delayed on pdu1:o3 pdu1:o12',
      'none pdu1:o3 pdu1:o12',
      'delayed on pdu1:o3',
    ]);
  });
});

describe('the MIB of a PDU', () => {
  it.each([
    ['APC', 'apc'],
    ['Raritan', 'raritan'],
    ['Raritan/Legrand', 'raritan'],
    [undefined, 'apc'],
    ['somebody', 'apc'],
  ])('of %s is that of %s', (vendor, id) => expect(mibOf(vendor).id).toBe(id));
});
