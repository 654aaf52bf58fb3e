import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/** Names and leases inside: real clients ask both gateways of a pair. */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'test/cases/inside/relaxops.yaml')).network!;
const [GW1, GW2] = ['zrh1/r01/gw1', 'zrh1/r01/gw2'];
const BMC = 'zrh1/r01/srv1:bmc';
const OTHER = 'zrh1/r01/srv2:bmc';
const UNIT = 'relaxops-dnsmasq.service';
const KNOWN = '02:00:5e:10:00:01';

const parts = partsOff().filter(({ part }) => part === 'names');
const lacking = [
  ...[...preflight(), ...parts.flatMap((one) => one.missing)].map((one) => one.what),
  ...['/usr/bin/busybox'].filter((path) => !existsSync(path)),
];
const skipped = lacking.length > 0 ? ` (skipped: needs ${lacking.join(', ')})` : '';

let lab: Lab;
const sh = async (host: string, script: string): Promise<string> => {
  const { stdout, stderr } = await lab.exec({ host, argv: ['sh', '-c', script] });
  return stdout + stderr;
};

/** What udhcpc hands to its script when it has a lease: it says so, and sets nothing. */
const SCRIPT = `#!/bin/sh
[ "$1" = bound ] && echo "bound ip=$ip subnet=$subnet router=$router dns=$dns lease=$lease serverid=$serverid"
exit 0
`;

/** A device without an address asks, once; its interface has this MAC address. */
const ask = async (host: string, mac: string): Promise<string> => {
  const iface = (
    await sh(host, 'ip -br link | awk \'$1 != "lo" { sub(/@.*/, "", $1); print $1; exit }\'')
  ).trim();
  await sh(
    host,
    `ip link set dev ${iface} address ${mac}; ip addr flush dev ${iface}; cat > /run/udhcpc.sh <<'EOF'\n${SCRIPT}EOF\nchmod +x /run/udhcpc.sh`,
  );
  return sh(host, `busybox udhcpc -i ${iface} -f -q -n -t 3 -T 1 -s /run/udhcpc.sh 2>&1`);
};

const lookUp = (host: string, name: string, server: string) =>
  sh(host, `timeout 5 busybox nslookup ${name} ${server} 2>&1`);

describe.skipIf(skipped !== '')(`names and leases inside${skipped}`, () => {
  beforeAll(async () => {
    lab = await startLab(labPlan(network, await labMaterial(network), `inside-${process.pid}`));
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  });
  afterAll(() => lab?.down());

  test('names of the plan are answered by both gateways, and the way back', async () => {
    for (const server of ['10.1.0.2', '10.1.0.3']) {
      expect(await lookUp('zrh1/r01/jump1', 'sw1.r01.zrh1.oob.internal', server)).toContain(
        'Address: 10.1.1.41',
      );
      expect(await lookUp(OTHER, '10.1.1.201', server)).toContain('srv1-bmc.r01.zrh1.oob.internal');
    }
  });

  test('any other name is refused at once, one of ours that is not there does not exist', async () => {
    expect(await lookUp(OTHER, 'example.com', '10.1.0.2')).toContain("can't find example.com: REFUSED");
    expect(await lookUp(OTHER, 'nobody.oob.internal', '10.1.0.2')).toContain('NXDOMAIN');
  });

  test('nobody else is answered: not an operator in the VPN, not the provider', async () => {
    expect(await lookUp(`laptop/${GW1}`, 'sw1.r01.zrh1.oob.internal', '10.1.0.2')).not.toContain('10.1.1.41');
    const name = 'sw1.r01.zrh1.oob.internal';
    expect(await lookUp('provider/gas-and-co', name, '203.0.113.2')).not.toContain('10.1.1.41');
    // Not for want of a filter alone: no daemon listens there.
    expect(await sh(GW1, 'ss -Hlun')).not.toMatch(/203\.0\.113\.2:53|(?<!%inside)(0\.0\.0\.0|\*):(53|67)\b/);
  });

  test.each([
    ['both', []],
    ['the first', [GW2]],
    ['the second', [GW1]],
  ])('a device gets its own address for good from %s', async (_, stopped) => {
    for (const host of stopped) await lab.stopService(host, UNIT);
    const said = await ask(BMC, KNOWN);
    for (const host of stopped) await lab.startService(host, UNIT);
    expect(said).toContain(
      'bound ip=10.1.1.201 subnet=255.255.0.0 router=10.1.0.1 dns=10.1.0.2 10.1.0.3 lease=4294967295',
    );
    const server = /serverid=(\S+)/.exec(said)![1]!;
    expect(
      stopped.includes(GW1) ? ['10.1.0.3'] : stopped.length > 0 ? ['10.1.0.2'] : ['10.1.0.2', '10.1.0.3'],
    ).toContain(server);
  });

  test('whom the inventory does not know gets nothing', async () => {
    expect(await ask(OTHER, '02:00:5e:10:00:99')).toMatch(/no lease/);
  });
});
