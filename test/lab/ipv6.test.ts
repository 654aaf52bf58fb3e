import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { Packets } from './packets.ts';

/**
 * IPv6 beside IPv4, with real packets: what zones may is what they may by IPv4, and a firewall that forgot one of the two would show. The table is
 * written by hand from the talk (T19, T33, T41, T42), not derived from what the filters are rendered from.
 */
const missing = preflight().map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';
const network = loadInventory(join(import.meta.dirname, '../cases/ipv6/relaxops.yaml')).network!;

const P = 'fd12:3456:789a';
const [GW1, GW2, JUMP] = ['zrh1/r01/gw1', 'zrh1/r01/gw2', 'zrh1/r01/jump1'];
const PORTS = ['tcp/22', 'tcp/80', 'tcp/443'] as const;
const DATAGRAMS = ['udp/53', 'udp/161', 'udp/623', 'udp/1194'] as const;
const ALL = [...PORTS, ...DATAGRAMS];

const TARGETS = {
  gateway: [GW2, `${P}:1::3`],
  jumphost: [JUMP, `${P}:1::11`],
  PDU: ['zrh1/r01/pdu1', `${P}:1::1:21`],
  router: ['zrh1/r01/rt1', `${P}:1::1:31`],
  BMC: ['zrh1/r01/srv2:bmc', `${P}:1::1:202`],
  'far gateway': ['ber1/r01/gw1', `${P}:2::2`],
  'far jumphost': ['ber1/r01/jump1', `${P}:2::11`],
  'far switch': ['ber1/r01/msw1', `${P}:2::1:1`],
} as const;
type Target = keyof typeof TARGETS;
type Zones = Partial<Record<Target, readonly string[]>>;

/** Over the wire between sites gateways see the packets, and let ssh, SNMP and IPMI pass. */
const PASSED = ['tcp/22', 'udp/161', 'udp/623'];
/** Zone to the host that stands for it, and what is let in; all that is not named here is dropped. */
const CASES: readonly (readonly [string, string, Zones])[] = [
  [
    'a jumphost',
    JUMP,
    {
      gateway: ['tcp/22'],
      PDU: ALL,
      router: ALL,
      BMC: ALL,
      'far gateway': ['tcp/22'],
      'far jumphost': ['tcp/22'],
      'far switch': PASSED,
    },
  ],
  ['a gateway', GW1, { jumphost: ['tcp/22'] }],
  ['a switch', 'zrh1/r01/sw1', {}],
  ['a BMC', 'zrh1/r01/srv2:bmc', {}],
  ['a switch of the other site', 'ber1/r01/msw1', {}],
];

describe.skipIf(skipped !== '')(`IPv6 inside${skipped}`, () => {
  let lab: Lab;
  const targets = Object.entries(TARGETS) as [Target, readonly [string, string]][];
  const sh = async (host: string, script: string): Promise<string> => {
    const { stdout, stderr } = await lab.exec({ host, argv: ['sh', '-c', script] });
    return stdout + stderr;
  };
  let packets: Packets<Target>;
  const letIn = (host: string): Promise<Zones> => packets.letIn(host);

  beforeAll(async () => {
    lab = await startLab(labPlan(network, await labMaterial(network), `ipv6-${process.pid}`));
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
    packets = new Packets(lab, 6, TARGETS, ALL);
    await packets.listen();
  });
  afterAll(() => lab?.down());

  test('addresses are those of the plan, at once and no others', async () => {
    for (const host of [GW1, JUMP, 'zrh1/r01/rt1', 'zrh1/r01/pdu2', 'zrh1/r01/sw2']) {
      const planned = network.addresses.filter((a) => a.device === host).flatMap((a) => a.ip6 ?? []);
      const shown = await sh(host, 'ip -6 -o addr show scope global');
      const has = [...shown.matchAll(/inet6 (\S+)\//g)]
        .map((match) => match[1]!)
        .filter((ip) => ip !== `${P}:1::1`);
      expect([host, has.sort()]).toEqual([host, [...planned].sort()]);
      expect(await sh(host, 'ip -6 addr show tentative')).toBe('');
    }
  });

  test.each(CASES)('from %s', async (_, host, expected) => {
    expect(await letIn(host)).toEqual(expected);
  });

  test('the shared address has one owner, and moves to the partner', async () => {
    const owners = async (): Promise<string[]> => {
      const shown = await Promise.all([GW1, GW2].map((gw) => sh(gw, 'ip -6 -o addr show dev inside')));
      return [GW1, GW2].filter((_, at) => shown[at]!.includes(`${P}:1::1/`));
    };
    const route = () => sh('ber1/r01/jump1', `ssh-keyscan -T 1 -t ed25519 ${P}:1::1:11 2>/dev/null`);
    await expect.poll(owners).toEqual([GW1]);
    await lab.cut(`${GW1}:inside`);
    await expect.poll(owners, { timeout: 10_000 }).toEqual([GW2]);
    // A device's answers to the other site go by the address that moved.
    await expect.poll(route, { timeout: 10_000 }).toContain('ssh-ed25519');
    await lab.mendCut(`${GW1}:inside`);
    await expect.poll(owners, { timeout: 10_000 }).toEqual([GW1]);
    await expect.poll(route, { timeout: 10_000 }).toContain('ssh-ed25519');
  });

  test('an operator logs in by the jumphost, over IPv6 from there', async () => {
    const login = (name: string) =>
      sh(`laptop/${GW1}`, `ssh -F /etc/relaxops/lab/ssh_config ${name} 'echo "$SSH_CONNECTION"' </dev/null`);
    expect(await login('zrh1/r01/cs1.v6')).toMatch(new RegExp(`^${P}:1::11 \\d+ ${P}:1::1:11 22$`, 'm'));
    expect(await login('zrh1/r01/srv1.v6')).toMatch(new RegExp(`^${P}:1::11 \\d+ ${P}:1::1:101 22$`, 'm'));
    expect(await login('ber1/r01/srv1.v6.via-zrh1')).toMatch(
      new RegExp(`^${P}:1::11 \\d+ ${P}:2::1:101 22$`, 'm'),
    );
    expect(await login('zrh1/r01/cs1')).toMatch(/^10\.1\.0\.11 \d+ 10\.1\.1\.11 22$/m);
  });

  /** Makes a host believe that all targets are neighbours behind that interface, whose other end has this MAC address. */
  const claim = async (host: string, iface: string, mac: string): Promise<void> => {
    const neighbours = targets.map(([, [, ip]]) =>
      mac === ''
        ? `ip -6 route replace ${ip}/128 dev ${iface}`
        : `ip -6 route replace ${ip}/128 dev ${iface}; ip -6 neigh replace ${ip} lladdr ${mac} dev ${iface}`,
    );
    const said = await sh(
      host,
      [
        'set -e',
        `sysctl -q -w net/ipv6/conf/lo/disable_ipv6=0 net/ipv6/conf/${iface}/disable_ipv6=0`,
        `ip -6 addr replace ${P}:1::11/128 dev ${iface} nodad`,
        ...neighbours,
      ].join('\n'),
    );
    expect(said).toBe('');
  };
  /** A gateway whose kernel takes IPv6 on a leg that has none: only the filter is left. */
  const open = (iface: string) => sh(GW2, `sysctl -q -w net/ipv6/conf/${iface}/disable_ipv6=0`);
  const provider = 'provider/ewb';

  test('who is outside gets nowhere with the address of a jumphost, even where the kernel takes IPv6', async () => {
    const mac = (await sh(GW2, "ip -br link show wan | awk '{ print $3 }'")).trim();
    const iface = (await sh(provider, "ip -o -4 addr | awk '/203.0.113.9\\// { print $2 }'")).trim();
    await claim(provider, iface, mac);
    expect(await letIn(provider)).toEqual({});
    await open('wan');
    expect(await letIn(provider)).toEqual({});
  });

  // The VPN has no IPv6 to give, so its server drops this before any filter.
  test('neither does an operator in the VPN', async () => {
    const laptop = `laptop/${GW2}`;
    const iface = (await sh(laptop, "ip -o link show type tun | awk -F': ' '{ print $2; exit }'")).trim();
    await claim(laptop, iface, '');
    await open('tun-oob');
    expect(await letIn(laptop)).toEqual({});
  });

  test('without its filter a gateway passes what it passed from nobody', async () => {
    await lab.exec({ host: GW2, argv: ['nft', 'delete', 'table', 'inet', 'relaxops'] });
    const passed = await letIn(provider);
    expect([passed.gateway, passed.PDU, passed.jumphost]).toEqual([ALL, ALL, undefined]);
  });
});
