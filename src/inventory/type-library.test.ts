import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { resolveInventory } from './resolve.ts';
import { textReader } from './text-reader.ts';
import { typeLibrary } from './type-library.ts';

const CLONE = fileURLToPath(new URL('../../../shared/data/devicetype-library', import.meta.url));
const missing = !existsSync(CLONE);

const portsOf = (device: string): string[] => {
  const text = `relaxops: 1\nsites: { z: { racks: { r1: { devices: { msw1: management-switch, cs1: console-server, ${device} } } } } }`;
  const { network, findings } = resolveInventory(
    'i.yaml',
    textReader({ 'i.yaml': text }),
    typeLibrary(CLONE),
  );
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
