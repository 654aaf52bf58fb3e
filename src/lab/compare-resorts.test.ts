import { describe, expect, it } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Failure } from '#model/failure.ts';
import { compare } from './compare.ts';
import type { ResortCell } from './observe/resorts.ts';
import type { Observation } from './verify/observation.ts';

const network = loadInventory('examples/b-one-rack/relaxops.yaml').network!;
const analysis = analyse(network);

const seen = (failure: Failure | undefined, change: (cell: ResortCell) => ResortCell): Observation => ({
  ...(failure ? { failure } : {}),
  cells: [],
  logins: [],
  resorts: predictResorts(analysis, failure ? [failure] : []).map(({ vantage, device, verb, answers }) =>
    change({ vantage, device, verb, by: 'line', outcome: answers ? 'answered' : 'silent' }),
  ),
  rounds: 3,
  tries: 17,
  settledAfter: 3,
  notMended: [],
  seconds: { cause: 0, settle: 0, mend: 0, waited: 0 },
});

const CRASH: Failure = { kind: 'service-crash', scope: 'zrh1/r01/cs1/ser2net' };

const compared = (change: (cell: ResortCell) => ResortCell, failure = CRASH) =>
  compare(
    network,
    {
      schema: 'relaxops/observations/1',
      network: network.name,
      seed: 1,
      start: seen(undefined, (cell) => cell),
      observations: [seen(failure, change)],
      ends: [],
    },
    (failures) => predictCells(analysis, failures),
    [failure],
    (failures) => predictResorts(analysis, failures),
  );

describe('consoles and power', () => {
  it('count as cells where they are as predicted', () => {
    const { mismatches, failures, start } = compared((cell) => cell);
    expect(mismatches).toEqual([]);
    // gw1, jump1, msw1, rt1, sw1, srv3 have lines, and two servers serial over LAN; power has all that hangs on a PDU.
    expect(start.matrix).toEqual({ yesYes: 17, yesNo: 0, noYes: 0, noNo: 0 });
    expect(failures[0]).toMatchObject({ cells: 17, predictedLost: 6, observedLost: 6, living: 11 });
  });

  it('are mismatches where they are not, or where another device answers', () => {
    const wrong = (device: string, change: Partial<ResortCell>) => (cell: ResortCell) =>
      cell.device === device && cell.verb === 'console' ? { ...cell, ...change } : cell;
    const answering = compared(wrong('zrh1/r01/sw1', { outcome: 'answered' })).mismatches;
    expect(answering).toEqual([
      {
        failure: 'service-crash:zrh1/r01/cs1/ser2net',
        what: 'console',
        vantage: 'jumphost:zrh1/r01/jump1',
        ip: 'zrh1/r01/sw1 by line',
        predicted: 'does not answer',
        observed: 'answered',
      },
    ]);
    const silent = compared(wrong('zrh1/r01/srv1', { outcome: 'silent' })).mismatches;
    expect(silent.map(({ what, predicted }) => [what, predicted])).toEqual([['console', 'answers']]);
    const swapped = compared(wrong('zrh1/r01/srv1', { said: 'zrh1/r01/srv2' })).mismatches;
    expect(swapped.map(({ what, observed }) => [what, observed])).toEqual([['wrong-host', 'zrh1/r01/srv2']]);
  });
});

describe('the model of last resorts', () => {
  const lost = (kind: string, scope: string): string[] =>
    predictResorts(analysis, [{ kind, scope }])
      .filter((cell) => !cell.answers)
      .map(({ verb, device }) => `${verb} ${device.slice('zrh1/r01/'.length)}`);

  it.each([
    ['link-cut', 'zrh1/r01/sw1:console', ['console sw1']],
    ['device-dead', 'zrh1/r01/srv1', ['console srv1', 'power srv1']],
    ['device-dead', 'zrh1/r01/sw1', ['console sw1']],
    // Its controller speaks SNMP without sshd.
    ['service-crash', 'zrh1/r01/pdu1/sshd', []],
    ['feed-down', 'zrh1/B', []],
  ])('%s:%s takes %j', (kind, scope, expected) => expect(lost(kind, scope)).toEqual(expected));

  it('nothing is left without the jumphost', () => {
    expect(lost('device-dead', 'zrh1/r01/jump1').length).toBe(17);
  });
});
