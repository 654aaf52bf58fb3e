import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { portProblem } from './names.ts';
import { resolveInventory } from './resolve.ts';
import { textReader } from './text-reader.ts';
import { typeLibrary } from './type-library.ts';

const CLONE = fileURLToPath(new URL('../../../shared/data/devicetype-library', import.meta.url));
const missing = !existsSync(CLONE);

const portsOf = (device: string): string[] => {
  const text = `relaxops: 1\nsites: { z: { racks: { r1: { devices: { msw1: management-switch, cs1: console-server, ${device} } } } } }`;
  const { network, findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': text }), {
    types: typeLibrary(CLONE),
  });
  expect(findings).toEqual([]);
  const found = must(network, 'network').devices.find((d) => d.name === 'x1')!;
  return found.ports.map(
    (p) => `${p.name} ${p.kind}${p.separate ? ' separate' : ''}${p.draw ? ` ${p.draw} W` : ''}`,
  );
};

describe.skipIf(missing)(`device types${missing ? ` (skipped: there is no ${CLONE})` : ''}`, () => {
  it('a server: mgmt_only is its BMC', () =>
    expect(portsOf('x1: { role: server, type: Dell/PowerEdge R640 }')).toEqual([
      'Gig-E 1 data',
      'Gig-E 2 data',
      'Gig-E 3 data',
      'Gig-E 4 data',
      'iDRAC9 bmc separate',
      'Serial console',
      'Power 1 power 750 W',
      'Power 2 power 750 W',
    ]));

  it('a switch: mgmt_only is its separate management port, data ports appear when used', () => {
    const ports = portsOf('x1: { role: switch, type: Juniper/EX4300-48T }');
    expect(ports.filter((p) => p.includes(' data'))).toEqual([]);
    expect(ports.filter((p) => p.includes('management')).length).toBe(1);
    expect(ports.some((p) => p.endsWith('console'))).toBe(true);
  });
});

const HOSTILE = `interfaces:
  - { name: "eth0\\nProxyCommand reboot", type: 1000base-t }
  - { name: "idrac\\r\\n#", type: 1000base-t, mgmt_only: true }
  - { name: "\\e[31mred", type: 1000base-t }
  - { name: "../../etc", type: 1000base-t }
  - { name: "\\0", type: 1000base-t }
  - { name: [a], type: 1000base-t }
console-ports: [ { name: "con\\n" } ]
power-ports: [ { name: "PSU\\n1", maximum_draw: 1e400 } ]
`;

it('a library cannot bring names that would be lines of their own in a rendered file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-types-'));
  try {
    mkdirSync(join(folder, 'device-types/Evil'), { recursive: true });
    writeFileSync(join(folder, 'device-types/Evil/Box.yaml'), HOSTILE);
    const type = typeLibrary(folder).get('Evil/Box');
    if (!type.ok) throw new Error(type.error);
    const { interfaces, consolePorts, powerPorts } = type.value;
    expect(powerPorts).toEqual([{ name: 'PSU_1' }]);
    const names = [...interfaces.map((i) => i.name), ...consolePorts];
    expect(names).toEqual(['eth0_ProxyCommand reboot', 'idrac_', '31mred', 'etc', 'con_']);
    expect(names.filter((name) => portProblem(name))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
