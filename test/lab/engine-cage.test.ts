import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Running, start } from '#host/process.ts';
import { LabError } from '#lab/cage/client.ts';
import { findLabs } from '#lab/cage/find.ts';
import { attachLab, downLab, startLab } from '#lab/cage/lab.ts';
import { processOf, treeOf } from '#lab/hardware/processes.ts';
import { waitFor } from '#lab/hardware/wait.ts';
import type { LabPlan } from '#lab/plan.ts';
import { cannotRun, host, type KeyPair, makeKey, network, sshd, tinyPlan, unit } from './engine-plan.ts';

/** The cage: it hides everything, shares nothing, and leaves nothing, however it ends. */
const reason = await cannotRun();
const STARTER = fileURLToPath(new URL('./engine-starter.ts', import.meta.url));

const mounts = (): string => readFileSync('/proc/self/mountinfo', 'utf8');
const netns = (): string[] => {
  try {
    return readdirSync('/run/netns');
  } catch {
    return [];
  }
};
const isUp = (name: string): boolean => findLabs().some((lab) => lab.name === name);

describe.skipIf(reason !== '')(`the cage${reason}`, () => {
  let keys: KeyPair[];
  const named = (what: string): LabPlan => tinyPlan(`${what}-${process.pid}`, keys);
  beforeAll(async () => {
    keys = await Promise.all([1, 2, 3].map(makeKey));
  });

  test('shows neither mounts nor namespaces nor files on the machine', async () => {
    const before = [mounts(), netns(), readdirSync('/run'), readdirSync('/etc')];
    const lab = await startLab(named('hidden'));
    expect([mounts(), netns(), readdirSync('/run'), readdirSync('/etc')]).toEqual(before);
    const tree = treeOf(lab.found.pid);
    expect(tree.length).toBeGreaterThan(8);
    await lab.down();
    expect(tree.filter((pid) => processOf(pid))).toEqual([]);
    expect(isUp(lab.name)).toBe(false);
  });

  test('two labs live side by side and know nothing of each other', async () => {
    const labs = await Promise.all([startLab(named('left')), startLab(named('right'))]);
    const [left, right] = labs;
    await Promise.all(labs.map((lab) => lab.ready()));
    await left!.killChassis('h2');
    const look = (lab: (typeof labs)[number]) =>
      lab.observe({
        host: 'h1',
        targets: [{ address: '10.0.0.2', port: 22 }],
        timeoutMs: 1000,
        hostKey: false,
      });
    expect((await look(left!)).attempts[0]?.outcome).not.toBe('answered');
    expect((await look(right!)).attempts[0]?.outcome).toBe('answered');
    await left!.down();
    expect((await look(right!)).attempts[0]?.outcome).toBe('answered');
    await right!.down();
  });

  test('a second lab of the same name is refused, also while the first is being started', async () => {
    const plan = named('twice');
    const both = await Promise.allSettled([startLab(plan), startLab(plan)]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(startLab(plan)).rejects.toThrow(`lab "${plan.name}" is up already`);
    expect(await downLab(plan.name)).toBe(true);
    expect(await downLab(plan.name)).toBe(false);
  });

  test('names that are no names are refused', async () => {
    for (const name of ['', '-rf', '../x', 'a b', ';reboot', 'x'.repeat(41)]) {
      await expect(startLab({ ...named('x'), name })).rejects.toThrow(LabError);
    }
  });

  test('a detached lab outlives its starter until it is taken down', async () => {
    const lab = await startLab(named('stays'));
    await lab.detach();
    const again = await attachLab(lab.name);
    expect((await again.state()).detached).toBe(true);
    expect(await again.ready()).toMatchObject({ ready: true });
    await again.down();
    expect(isUp(lab.name)).toBe(false);
    await expect(attachLab(lab.name)).rejects.toThrow(`no lab "${lab.name}" is up`);
  });

  test.each([
    ['start', 0],
    ['start', 60],
    ['start', 150],
    ['start', 230],
    ['cage', 0],
    ['namespaces', 0],
    ['wires', 0],
    ['boot', 0],
    ['up', 0],
    ['up', 200],
  ])('kill -9 of the starter %s + %i ms leaves nothing', async (moment, delayMs) => {
    const plan = named(`killed-${moment}-${delayMs}`);
    let reached = false;
    const starter: Running = start([process.execPath, '--import', 'tsx', STARTER], {
      onLine: (line) => {
        reached ||= line === moment;
      },
    });
    starter.send(JSON.stringify(plan));
    starter.endInput();
    expect(await waitFor(() => reached, 20_000, 2), starter.errors()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const tree = treeOf(starter.pid!);
    process.kill(starter.pid!, 'SIGKILL');
    // A process that is half born when the tree is looked at shows up by its marker.
    expect(
      await waitFor(() => !isUp(plan.name) && !tree.some((pid) => processOf(pid)?.zombie === false), 5000),
    ).toBe(true);
  });

  test('a unit in a namespace of its own survives what happens to the rest of the host', async () => {
    const inside = { address: '10.0.1.2', port: 22 };
    const plan: LabPlan = {
      name: `nested-${process.pid}`,
      users: [],
      feeds: [],
      outlets: [],
      hosts: [
        host('h1', network(['addr add 10.0.1.1/24 dev eth0', 'link set dev eth0 up'])),
        host('h2', [
          ...network(['netns add mgmt', 'link set dev mgmt0 netns mgmt']),
          {
            path: '/etc/relaxops/mgmt.batch',
            mode: 0o644,
            text: 'addr add 10.0.1.2/24 dev mgmt0\nlink set dev mgmt0 up\n',
          },
          unit('mgmt', [
            'Type=oneshot',
            'ExecStart=/usr/sbin/ip -batch /etc/relaxops/mgmt.batch',
            'NetworkNamespacePath=/run/netns/mgmt',
            'After=relaxops-network.service',
          ]),
          ...sshd(keys[0]!).map((f) => ({
            ...f,
            text: f.text
              .replace('[Service]\n', '[Service]\nNetworkNamespacePath=/run/netns/mgmt\n')
              .replace('network', 'mgmt'),
          })),
        ]),
      ],
      wires: [{ id: 'w', a: { host: 'h1', iface: 'eth0' }, b: { host: 'h2', iface: 'mgmt0' } }],
    };
    const lab = await startLab(plan);
    const look = async () =>
      (await lab.observe({ host: 'h1', targets: [inside], timeoutMs: 1500, hostKey: true })).attempts[0];
    try {
      expect(await lab.ready()).toMatchObject({ ready: true });
      expect((await look())?.hostKey).toBe(keys[0]!.publicKey);
      await lab.misconfigure('h2');
      expect((await look())?.outcome).toBe('answered');
      // The interface was in the namespace that dies with its host, and must be there again.
      await lab.killChassis('h2');
      await lab.reviveChassis('h2');
      expect(await lab.ready()).toMatchObject({ ready: true });
      await expect.poll(async () => (await look())?.outcome).toBe('answered');
      const nested = await lab.exec({
        host: 'h2',
        argv: ['ip', '-br', 'addr', 'show', 'dev', 'mgmt0'],
        netns: 'mgmt',
      });
      expect(nested.stdout).toContain('10.0.1.2/24');
    } finally {
      await lab.down();
    }
  });

  test('a unit that fails is reported with its words, and the rest boots', async () => {
    const plan: LabPlan = {
      name: `fails-${process.pid}`,
      users: [],
      feeds: [],
      outlets: [],
      hosts: [host('h1', [...network(['addr add nonsense dev lo']), ...sshd(keys[0]!)])],
      wires: [],
    };
    const lab = await startLab(plan);
    try {
      expect(lab.failures).toMatchObject([{ host: 'h1', unit: 'relaxops-network.service', why: 'failed' }]);
      expect(lab.failures[0]?.log).toContain('nonsense');
      const { missing } = await lab.ready(3000);
      expect(missing.map((m) => m.unit)).toEqual(['relaxops-network.service']);
    } finally {
      await lab.down();
    }
  });

  test('a plan that cannot be built is an error that says why', async () => {
    const twice = { id: 'w', a: { host: 'h1', iface: 'x' }, b: { host: 'h1', iface: 'x' } };
    const bad: LabPlan = { ...named('bad'), hosts: [host('h1', [])], wires: [twice] };
    await expect(startLab(bad)).rejects.toThrow(/does not come up: ip -batch.*File exists/s);
    const outside = host('h1', [{ path: '/etc/relaxops/../passwd', mode: 0o644, text: '' }]);
    await expect(startLab({ ...bad, hosts: [outside], wires: [] })).rejects.toThrow(
      'is not below /etc/relaxops/',
    );
    expect(isUp(bad.name)).toBe(false);
  });
});
