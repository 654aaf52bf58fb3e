import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { NarrowPermit } from '#model/narrow-permit.ts';
import { testMaterial } from '../_test-material.ts';
import { renderContext } from '../context.ts';
import { hostNamed } from '../renderer.ts';
import { sshd } from '../sshd.ts';

const full = loadInventory('examples/full/relaxops.yaml').network!;
const single = loadInventory('examples/a-one-server/relaxops.yaml').network!;

/** `from="…"` of alice's keys by file; empty: good from everywhere. */
const pins = (network: typeof full, host: string): Record<string, string> => {
  const context = renderContext(network, testMaterial(network));
  return Object.fromEntries(
    sshd
      .render(context, hostNamed(context, host))
      .filter(({ path }) => path.endsWith('authorized_keys/alice'))
      .map(({ path, text }) => [path, /^from="([^"]*)" ssh-ed25519 A{4}/m.exec(text)?.[1] ?? '']),
  );
};

const KEYS = '/etc/relaxops/authorized_keys/alice';
const JUMPHOSTS = '10.1.0.11,10.2.0.11';

describe("operators' keys", () => {
  it.each([
    ['a console server', 'zrh1/r01/cs1'],
    ['a PDU', 'zrh1/r02/pdu1'],
    ['a router, on its management port', 'zrh1/r01/rt1'],
    ['a BMC', 'zrh1/r01/srv01:bmc'],
  ])('are good from the jumphosts of joined sites only, at %s', (_, host) => {
    expect(pins(full, host)).toEqual({ [KEYS]: JUMPHOSTS });
  });

  it('are good from everywhere at production, and from jumphosts in the management namespace', () => {
    expect(pins(full, 'zrh1/r02/srv02')).toEqual({
      [KEYS]: '',
      '/etc/relaxops/mgmt/authorized_keys/alice': JUMPHOSTS,
    });
  });

  it.each([
    ['a gateway', 'zrh1/r01/gw1'],
    ['a jumphost', 'zrh1/r01/jump1'],
    ['a rendezvous', 'rdv1'],
  ])('are good from everywhere at %s, where operators enter', (_, host) => {
    expect(pins(full, host)).toEqual({ [KEYS]: '' });
  });

  it('are not bound where there is no jumphost', () => {
    const server = single.devices.find(({ role }) => role === 'server')!.id;
    expect([...new Set(Object.values(pins(single, server)))]).toEqual(['']);
  });

  it('are good from whom a permit of the inventory lets in, for ssh', () => {
    const permit = (port: number, protocol: 'tcp' | 'udp' = 'tcp'): NarrowPermit => ({
      ...full.permits[0]!,
      ...{
        from: 'mon1',
        to: ['zrh1/r01/cs1'],
        protocol,
        ports: [port],
        reason: 'backups of its configuration',
      },
    });
    const at = (...permits: NarrowPermit[]) => pins({ ...full, permits }, 'zrh1/r01/cs1')[KEYS];
    expect(at(permit(22))).toBe(`${JUMPHOSTS},10.101.1.200,10.101.2.200,10.102.1.200,10.102.2.200`);
    expect(at(permit(443), permit(22, 'udp'))).toBe(JUMPHOSTS);
  });
});
