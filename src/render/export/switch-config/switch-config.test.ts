import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { isIsolated } from '#model/isolation.ts';
import type { Network } from '#model/network.ts';
import { topologyOf } from '#model/topology.ts';
import { cisco } from './cisco.ts';
import { switchVendors } from './index.ts';
import { mikrotik } from './mikrotik.ts';
import { harmless, type SwitchVendor, switchPlan } from './switch.ts';

const full: Network = loadInventory('examples/full/relaxops.yaml').network!;
const topology = topologyOf(full);
const SWITCHES = full.devices.filter((device) => device.role === 'management-switch');

const text = (vendor: SwitchVendor, id: string, network = full): string => {
  const device = network.devices.find((d) => d.id === id)!;
  const plan = switchPlan(network, device, vendor, vendor.pattern);
  if (!plan.ok) throw new Error(plan.error.text);
  return `${vendor.render(plan.value).join('\n')}\n`;
};

/** Name of a port and whether the text isolates it, as its language says it. */
const READ: Readonly<Record<string, (config: string) => Map<string, boolean>>> = {
  cisco: (config) =>
    new Map(
      config
        .split('\n!\n')
        .filter((stanza) => /^interface GigabitEthernet/.test(stanza) && !/^ shutdown$/m.test(stanza))
        .map((stanza) => [stanza.match(/^interface (\S+)/)![1]!, /^ switchport protected$/m.test(stanza)]),
    ),
  mikrotik: (config) =>
    new Map(
      [...config.matchAll(/^add bridge=\S+ interface=(\S+)( horizon=1)? /gm)].map((m) => [
        m[1]!,
        m[2] !== undefined,
      ]),
    ),
};

describe.each(switchVendors)('$title', (vendor) => {
  for (const id of ['zrh1/r01/msw1', 'zrh1/r02/msw1'])
    it(`${id} as before`, async () => {
      const name = `${vendor.id}_${id.replaceAll('/', '_')}`;
      await expect(text(vendor, id)).toMatchFileSnapshot(`expected/${name}.txt`);
    });

  it('isolates the ports that our own rendering isolates, on every switch', () => {
    expect(SWITCHES.length).toBe(6);
    for (const device of SWITCHES) {
      const wired = device.ports.filter((port) => topology.cableAt(port.id) && port.kind === 'management');
      const expected = wired.map((port) => [
        vendor.pattern.replace('%n', port.name.slice(1)),
        isIsolated(topology, port.id),
      ]);
      expect(READ[vendor.id]!(text(vendor, device.id))).toEqual(new Map(expected as [string, boolean][]));
    }
  });

  it('says what was not tried, has its address and its route, and opens SSH alone', () => {
    const config = text(vendor, 'zrh1/r01/msw1');
    expect(config.split('\n').slice(0, 4).join('\n')).toContain('NOT TRIED ON A REAL DEVICE');
    expect(config).toContain('10.1.1.1');
    expect(config).toContain('10.1.0.1');
    const spoken = config.replace(/^[!#].*$/gm, '');
    expect(spoken).not.toMatch(/password|secret|username|key-string|private|community/i);
    for (const ip of ['10.1.0.11', '10.2.0.11']) expect(config).toContain(ip);
  });

  it('a port that the vendor does not know is refused', () => {
    const plan = switchPlan(full, SWITCHES[0]!, vendor, undefined);
    expect(plan).toMatchObject({ ok: false, error: { text: expect.stringContaining('port "p1"') } });
    expect(switchPlan(full, SWITCHES[0]!, vendor, 'x\nreload\n%n').ok).toBe(false);
    expect(switchPlan(full, SWITCHES[0]!, vendor, 'ether').ok).toBe(false);
  });

  it('what is no management switch is refused', () => {
    const router = full.devices.find((device) => device.role === 'router')!;
    expect(switchPlan(full, router, vendor, vendor.pattern).ok).toBe(false);
  });

  it('a hostile far end changes no other line', () => {
    const hostile: Network = {
      ...full,
      cables: full.cables.map((cable) =>
        cable.b === 'zrh1/r01/msw1:p4' ? { ...cable, a: 'x"; /user add $[:put 1]\n no shutdown?' } : cable,
      ),
    };
    const before = text(vendor, 'zrh1/r01/msw1').split('\n');
    const after = text(vendor, 'zrh1/r01/msw1', hostile).split('\n');
    const changed = after.filter((line, at) => line !== before[at]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(/x__ \/user add __:put 1__ no shutdown_/);
  });
});

describe('details', () => {
  it('nothing but SSH is left on', () => {
    const ios = text(cisco, 'zrh1/r01/msw1');
    for (const line of [
      'no ip http server',
      'no ip http secure-server',
      ' transport input ssh',
      'no cdp run',
    ])
      expect(ios.split('\n')).toContain(line);
    const services = text(mikrotik, 'zrh1/r01/msw1').match(/\/ip service\n((?:set .*\n)+)/)![1]!;
    const on = services
      .trimEnd()
      .split('\n')
      .filter((line) => !line.endsWith(' disabled=yes'));
    expect(on).toEqual(['set ssh disabled=no port=22 address=10.1.0.11/32,10.2.0.11/32']);
    expect(services.trimEnd().split('\n')).toHaveLength(8);
  });

  it('a site without jumphosts leaves SSH to nobody', () => {
    const without = { ...full, devices: full.devices.filter((device) => device.role !== 'jumphost') };
    expect(text(mikrotik, 'zrh1/r01/msw1', without)).toContain('set ssh disabled=yes');
    expect(text(cisco, 'zrh1/r01/msw1', without)).toMatch(/RELAXOPS-JUMPHOSTS\n deny any/);
  });

  it('open ports are off', () => {
    const cut = { ...full, cables: full.cables.filter((cable) => cable.b !== 'zrh1/r01/msw1:p5') };
    expect(text(cisco, 'zrh1/r01/msw1', cut)).toMatch(/0\/5\n description open\n shutdown\n/);
    expect(text(mikrotik, 'zrh1/r01/msw1', cut)).toContain('default-name=ether5 ] disabled=yes');
  });

  it.each(['a\nb', 'a?b', 'a"b', 'a$b', 'a\\b', 'a;b', 'a!b', 'a{b}', 'a\u001bb'])(
    '%j is made harmless',
    (hostile) => expect(harmless(hostile)).toMatch(/^[A-Za-z0-9 _./:+()-]*$/),
  );
});
