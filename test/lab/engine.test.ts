import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import type { Outcome } from '#lab/hardware/protocol.ts';
import { cannotRun, type KeyPair, makeKey, tinyPlan } from './engine-plan.ts';

/** The engine with two hosts, a switch and a PDU: each fault does what it says, and its undoing leaves no trace. */
const reason = await cannotRun();

describe.skipIf(reason !== '')(`a tiny lab${reason}`, () => {
  let keys: KeyPair[];
  let operator: KeyPair;
  let lab: Lab;

  beforeAll(async () => {
    [operator, ...keys] = (await Promise.all([1, 2, 3, 4].map(makeKey))) as [KeyPair, ...KeyPair[]];
    lab = await startLab(tinyPlan(`test-${process.pid}`, keys, operator));
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
  });
  afterAll(() => lab?.down());

  /** How attempts from h1 at h2 and the PDU end; what does not answer at all is one thing, however the kernel puts it. */
  const seen = async (timeoutMs = 1500): Promise<string[]> => {
    const targets = [2, 3].map((n) => ({ address: `10.0.0.${n}`, port: 22 }));
    const { attempts } = await lab.observe({ host: 'h1', targets, timeoutMs, hostKey: true });
    const silent: readonly Outcome[] = ['timeout', 'unreachable'];
    return attempts.map((a) => (silent.includes(a.outcome) ? 'silent' : a.outcome));
  };
  const WELL = ['answered', 'answered'];
  const hasCarrier = async (host: string, device: string): Promise<boolean> =>
    (await lab.exec({ host, argv: ['ip', 'link', 'show', 'dev', device] })).stdout.includes('LOWER_UP');
  /** Everything of a host's network that a fault must leave as it found it; flags follow within a second. */
  const shape = async (host: string): Promise<string> => {
    const script =
      "ip -o addr; ip route show table all; ip rule; nft list ruleset; ip -br link | awk '{ print $1, $3, $4 }'";
    return (await lab.exec({ host, argv: ['sh', '-c', script] })).stdout;
  };

  test('observers see host keys that are proven', async () => {
    const targets = [1, 2, 3].map((n) => ({ address: `10.0.0.${n}`, port: 22 }));
    const { attempts } = await lab.observe({ host: 'h1', targets, timeoutMs: 2000, hostKey: true });
    expect(attempts.map((a) => a.hostKey)).toEqual(keys.map((k) => k.publicKey));
    const closed = await lab.observe({
      host: 'h1',
      targets: [{ address: '10.0.0.2', port: 23 }],
      timeoutMs: 500,
      hostKey: false,
    });
    expect(closed.attempts[0]?.outcome).toBe('refused');
  });

  test('an operator logs in with ssh', async () => {
    const script =
      'umask 077; cat >k; exec ssh -F none -i k -o BatchMode=yes -o StrictHostKeyChecking=no -n op1@10.0.0.2 hostname';
    const result = await lab.exec({
      host: 'h1',
      argv: ['sh', '-c', `cd /run/relaxops; ${script}`],
      stdin: operator.privateKey,
    });
    expect(result.stdout.trim(), result.stderr).toBe('h2');
  });

  test('a cut wire has no carrier on both sides, and mending brings back exactly what was', async () => {
    const before = [await shape('h2'), await shape('sw')];
    expect(await lab.cut('h2:eth0')).toMatchObject({ changed: true });
    expect(await lab.cut('h2:eth0')).toMatchObject({ changed: false });
    expect(await hasCarrier('h2', 'eth0')).toBe(false);
    expect(await hasCarrier('sw', 'p1')).toBe(false);
    expect(await seen()).toEqual(['silent', 'answered']);
    await lab.mendCut('h2:eth0');
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
    await expect.poll(async () => [await shape('h2'), await shape('sw')], { timeout: 5000 }).toEqual(before);
  });

  test('without its feed the PDU is dark, and with it what hangs on its outlet', async () => {
    await lab.feed('A', false);
    expect((await lab.state()).poweredHosts.toSorted()).toEqual(['h1', 'sw']);
    expect(await hasCarrier('sw', 'p1')).toBe(false);
    expect(await seen()).toEqual(['silent', 'silent']);
    await expect(lab.exec({ host: 'h2', argv: ['true'] })).rejects.toThrow('host "h2" has no power');
    const targets = [{ address: '10.0.0.1', port: 22 }];
    expect(await lab.observe({ host: 'h2', targets, timeoutMs: 500, hostKey: false })).toMatchObject({
      alive: false,
    });
    await lab.feed('A', true);
    expect(await lab.ready()).toMatchObject({ ready: true });
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
  });

  test('an outlet and a power cable switch one host', async () => {
    for (const [off, on] of [
      [() => lab.outlet('pdu1:1', false), () => lab.outlet('pdu1:1', true)],
      [() => lab.cut('h2:psu1'), () => lab.mendCut('h2:psu1')],
    ] as const) {
      await off();
      expect(await seen()).toEqual(['silent', 'answered']);
      await on();
      expect(await lab.ready()).toMatchObject({ ready: true });
      await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
    }
  });

  test('a dead chassis is dark until it is revived', async () => {
    await lab.killChassis('sw');
    expect(await hasCarrier('h1', 'eth0')).toBe(false);
    expect(await seen()).toEqual(['silent', 'silent']);
    await lab.reviveChassis('sw');
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
  });

  test.each(['sw', 'h2'])('a misconfiguration of %s is taken back exactly', async (host) => {
    const before = await shape(host);
    await lab.misconfigure(host);
    expect((await seen())[0]).toBe('silent');
    await lab.restore(host);
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
    await expect.poll(() => shape(host), { timeout: 5000 }).toBe(before);
  });

  test('a misconfiguration outlives a power cycle', async () => {
    await lab.misconfigure('h2');
    await lab.outlet('pdu1:1', false);
    await lab.outlet('pdu1:1', true);
    expect((await seen())[0]).toBe('silent');
    await lab.restore('h2');
    expect(await lab.ready()).toMatchObject({ ready: true });
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
  });

  test('a crashed service refuses until it is started', async () => {
    await lab.stopService('h2', 'sshd');
    expect(await seen()).toEqual(['refused', 'answered']);
    const { missing } = await lab.ready(200);
    expect(missing).toMatchObject([{ host: 'h2', unit: 'relaxops-sshd.service', why: 'died' }]);
    await lab.startService('h2', 'sshd');
    expect(await lab.ready()).toMatchObject({ ready: true });
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
  });

  test('nothing gets through a saturated wire, and all does at once when it ends', async () => {
    const before = [await shape('h2'), await shape('sw')];
    await lab.saturate('h2:eth0');
    expect(await seen(10_000)).toEqual(['silent', 'answered']);
    await lab.unsaturate('h2:eth0');
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
    await expect.poll(async () => [await shape('h2'), await shape('sw')], { timeout: 5000 }).toEqual(before);
  });

  test('a wire stays saturated over a power cycle of its host', async () => {
    await lab.saturate('h2:eth0');
    await lab.outlet('pdu1:1', false);
    await lab.outlet('pdu1:1', true);
    expect((await seen(2000))[0]).toBe('silent');
    await lab.unsaturate('h2:eth0');
    expect(await lab.ready()).toMatchObject({ ready: true });
    await expect.poll(() => seen(), { timeout: 8000, interval: 20 }).toEqual(WELL);
  });

  test('connections leave no dead processes behind', async () => {
    for (let round = 0; round < 3; round++) await seen();
    const { stdout } = await lab.exec({ host: 'h2', argv: ['ps', '-eo', 'stat='] });
    expect(stdout.split('\n').filter((stat) => stat.startsWith('Z')).length).toBeLessThanOrEqual(1);
  });

  test('the disk of the machine can only be read', async () => {
    const write = await lab.exec({
      host: 'h1',
      argv: ['sh', '-c', 'touch /root/x || touch /usr/x || touch /var/lib/x'],
    });
    expect(write.ok).toBe(false);
  });

  test('what does not exist is named', async () => {
    await expect(lab.cut('h9:eth0')).rejects.toThrow('no wire "h9:eth0"');
    await expect(lab.feed('B', false)).rejects.toThrow('no feed "B"');
    await expect(lab.misconfigure('h9')).rejects.toThrow('no host "h9"');
    await expect(lab.stopService('h1', 'ftpd')).rejects.toThrow('no unit "ftpd"');
  });
});
