import { describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { renderHost } from './render-host.ts';

/** IPv6 of a host as the kernel takes it: settings and addresses of rendered files in a network namespace, said twice. */
const network = loadInventory('test/cases/ipv6/relaxops.yaml').network!;
const context = renderContext(network, testMaterial(network));
const textOf = (host: string, name: string): string =>
  renderHost(context, host).find(({ path }) => path.endsWith(`/${name}`))?.text ?? '';

const P = 'fd12:3456:789a';
const skipped = process.getuid?.() === 0 ? '' : ' (skipped: needs root)';

/** What is plugged in: interfaces that the files set up and do not make. */
const hardware = (setup: string, made: string): string[] => [
  ...new Set(
    [...setup.matchAll(/^link set dev (\S+)/gm)]
      .map((match) => match[1]!)
      .filter((name) => !made.split(/\s/).includes(name)),
  ),
];

const inKernel = async (host: string, question: string): Promise<string> => {
  const [made, setup, settings] = ['network-links.batch', 'network.batch', 'sysctl.conf'].map((name) =>
    textOf(host, name),
  ) as [string, string, string];
  const input = (program: string, text: string) => `${program} <<'X'\n${text}X\n`;
  const said = [
    `{ ${input('ip -force -batch -', made)}} 2>/dev/null || :`,
    input('sysctl -e -q -p -', settings),
    input('ip -force -batch -', setup),
  ];
  const plugged = hardware(setup, made).map((name, at) => `ip link add ${name} type veth peer name far${at}`);
  const script = [...plugged, ...said, ...said, question].join('\n');
  const result = await run(['unshare', '-n', 'sh', '-c', script], { timeoutMs: 20_000 });
  expect(result.ok ? result.stderr : result).toBe('');
  return result.ok ? result.stdout : '';
};

describe.skipIf(skipped !== '')(`a host with IPv6${skipped}`, () => {
  it.each([
    ['zrh1/r01/gw2', [`inside ${P}:1::3/64`, 'inside fe80::3/64', `xc ${P}:200::1:1/112`, 'xc fe80::1:1/64']],
    ['zrh1/r01/msw1', [`mgmt ${P}:1::1:1/64`, 'mgmt fe80::1:1/64']],
    ['zrh1/r01/rt1', [`mgmt ${P}:1::1:31/64`, 'mgmt fe80::1:31/64']],
    ['zrh1/r01/sw2', []],
    // The only one of its site has the shared address for good, and starts nothing from it.
    [
      'ber1/r01/gw1',
      [
        `inside ${P}:2::1/128 deprecated`,
        `inside ${P}:2::2/64`,
        'inside fe80::2/64',
        `xc ${P}:200::1:2/112`,
        'xc fe80::1:2/64',
      ],
    ],
  ])('%s has the addresses of the plan and no others', async (host, expected) => {
    const shown = await inKernel(host, 'ip -6 -o addr');
    const found = [...shown.matchAll(/^\d+: (\S+) +inet6 (\S+) scope \S+(?: nodad)?( deprecated)?/gm)].map(
      ([, iface, ip, deprecated = '']) => `${iface} ${ip}${deprecated}`,
    );
    expect(found.filter((one) => one !== 'lo ::1/128').sort()).toEqual([...expected].sort());
  });

  it('is deaf on every other interface, and believes no router', async () => {
    const keys = ['disable_ipv6', 'accept_ra', 'autoconf', 'accept_redirects'];
    const asked = ['inside', 'xc', 'wan', 'tun-oob'].map((name) =>
      ['echo', name, ...keys.map((key) => `$(cat /proc/sys/net/ipv6/conf/${name}/${key})`)].join(' '),
    );
    const shown = await inKernel('zrh1/r01/gw2', asked.join('\n'));
    const [inside, xc, wan, tunnel] = shown.split('\n');
    expect([inside, xc]).toEqual(['inside 0 0 0 0', 'xc 0 0 0 0']);
    expect([wan, tunnel].map((line) => line?.split(' ')[1])).toEqual(['1', '1']);
  });

  it('routes to the other site over the wire', async () => {
    expect(await inKernel('zrh1/r01/gw2', `ip -6 route get ${P}:2::11`)).toContain(
      `${P}:2::11 from :: via ${P}:200::1:2 dev xc`,
    );
  });
});

describe('the management namespace of a server', () => {
  const settings = 'management-sysctl.conf';
  it('has settings of its own, since a new one believes any router', () => {
    expect(textOf('zrh1/r01/srv1', settings)).toMatch(/conf\/mgmt\/accept_ra = 0[\s\S]*forwarding = 0/);
    expect(textOf('zrh1/r01/srv1', 'relaxops-management.service')).toContain(
      `ip netns exec relaxops-mgmt /usr/sbin/sysctl -e -q -p /etc/relaxops/${settings}`,
    );
  });

  it('is without IPv6 where the server has none', () => {
    const devices = network.devices.map((d) => (d.id === 'zrh1/r01/srv1' ? { ...d, ipv6: false } : d));
    const addresses = network.addresses.map(({ ip6: _, ...a }) => a);
    const without = renderContext({ ...network, devices, addresses }, testMaterial(network));
    const text = renderHost(without, 'zrh1/r01/srv1').find(({ path }) => path.endsWith(settings))!.text;
    expect(text).toContain('net.ipv6.conf.all.disable_ipv6 = 1');
    expect(text).not.toContain('disable_ipv6 = 0');
  });
});
