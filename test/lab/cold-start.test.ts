import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { faults } from '#lab/faults/index.ts';
import type { LabPlan } from '#lab/plan.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';

/** A site with breakers that trip, one software on two switches, and boxes that wait for somebody after a power cut. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const FILE = join(import.meta.dirname, '../cases/lab/cold.yaml');
const [SW1, SW2, SRV1, SRV2] = ['sw1', 'sw2', 'srv1', 'srv2'].map((name) => `zrh1/r01/${name}`) as [
  string,
  string,
  string,
  string,
];
const [GW2, WAN] = ['zrh1/r01/gw2', 'zrh1/r01/gw2:wan'];

describe.skipIf(reason !== '')(`a black start${reason}`, () => {
  let lab: Lab;
  let plan: LabPlan;
  let network: Network;

  beforeAll(async () => {
    network = loadInventory(FILE).network!;
    plan = labPlan(network, await labMaterial(network), `test-${process.pid}-cold`);
    lab = await startLab(plan);
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  });
  afterAll(() => lab?.down());

  const fault = (kind: string) => faults.find(({ id }) => id === kind)!;
  const wan = async (): Promise<string> =>
    (await lab.exec({ host: GW2, argv: ['ip', 'link', 'show', 'dev', 'wan'] })).stdout;

  test('has what the inventory says to wait for', () => {
    expect(fault('power-returned').scopes(network, plan)).toEqual(['zrh1']);
    expect(fault('breaker-tripped').scopes(network, plan)).toEqual(['zrh1/A']);
    expect(fault('software-bug').scopes(network, plan)).toEqual(['junos-21.4R3']);
    expect(fault('software-bug').imposed).toContain('no such bug');
  });

  test('without anybody who helps, all that waits waits, and the rest boots', async () => {
    const waiting = { off: [SW2, SRV1, SRV2], asking: [SW1, SRV1], modems: [WAN] };
    await lab.blackStart({ feeds: ['zrh1/A', 'zrh1/B'], ...waiting });
    const { poweredHosts } = await lab.state();
    for (const id of [SW1, SW2, SRV1, SRV2]) expect(poweredHosts).not.toContain(id);
    for (const id of [`${SRV1}:bmc`, 'zrh1/r01/jump1', GW2]) expect(poweredHosts).toContain(id);
    expect(await wan()).toContain('NO-CARRIER');
    const at = async (command: string): Promise<string> =>
      (
        await lab.exec({
          host: GW2,
          argv: ['sh', '-c', '(cat; sleep 0.5) | socat -t1 - /etc/relaxops-lines/modem,rawer'],
          stdin: `${command}\r`,
        })
      ).stdout;
    expect(await at('AT+CPIN?')).toContain('SIM PIN');
    expect(await at('AT+CPIN=0000')).toContain('ERROR');
    expect(await at('AT+CPIN=4711')).toContain('OK');
    await expect.poll(wan).not.toContain('NO-CARRIER');
    await lab.endWait(waiting);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('operators give what they can by BMC, console and modem; what has no BMC stays off', {
    timeout: 120_000,
  }, async () => {
    await fault('power-returned').cause(lab, 'zrh1', network);
    const state = await lab.state();
    expect(state).toMatchObject({ asking: [], lockedModems: [], switchedOff: [SW2] });
    for (const id of [SW1, SRV1, SRV2]) expect(state.poweredHosts).toContain(id);
    expect(await wan()).not.toContain('NO-CARRIER');
    await fault('power-returned').mend(lab, 'zrh1', network);
    expect((await lab.state()).poweredHosts).toContain(SW2);
    expect(await lab.ready()).toMatchObject({ ready: true });
  });

  test('a feed that fails takes the other with it under its load; one that is only switched off does not', async () => {
    await lab.feed('zrh1/A', false);
    expect((await lab.state()).feedsOff).toEqual(['zrh1/A']);
    await lab.feed('zrh1/A', true);
    await fault('breaker-tripped').cause(lab, 'zrh1/A', network);
    const dark = await lab.state();
    expect(dark.feedsOff).toEqual(['zrh1/A', 'zrh1/B']);
    expect(dark.poweredHosts).not.toContain(SRV1);
    await fault('breaker-tripped').mend(lab, 'zrh1/A', network);
    expect(await lab.state()).toMatchObject({ feedsOff: [] });
    expect((await lab.state()).poweredHosts).toContain(SRV1);
  });

  test('a bug hangs every switch of its version, and no other box', async () => {
    await fault('software-bug').cause(lab, 'junos-21.4R3', network);
    expect((await lab.state()).hung).toEqual([SW1, SW2]);
    await fault('software-bug').mend(lab, 'junos-21.4R3', network);
    expect((await lab.state()).hung).toEqual([]);
  });
});
