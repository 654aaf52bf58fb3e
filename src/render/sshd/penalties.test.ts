import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { testMaterial } from '../_test-material.ts';
import { renderContext } from '../context.ts';
import { applyLabDifferences } from '../lab-diff.ts';
import { hostNamed } from '../renderer.ts';
import { sshd } from '../sshd.ts';

const full = loadInventory('examples/full/relaxops.yaml').network!;

/** The exemptions in what is rendered for a host of that platform. */
const exempt = (host: string, platform?: string, version?: string, inLab?: boolean): string[] => {
  const devices = full.devices.map((device) =>
    device.id === host
      ? { ...device, ...(platform ? { platform } : {}), ...(version ? { version } : {}) }
      : device,
  );
  const network: Network = { ...full, devices };
  const context = renderContext(network, testMaterial(network));
  const files = sshd.render(context, hostNamed(context, host));
  const text = (inLab === undefined ? files : applyLabDifferences(files, inLab)).find((file) =>
    file.path.endsWith('/sshd_config'),
  )!.text;
  const line = /^PerSourcePenaltyExemptList (.*)$/m.exec(text)?.[1];
  return line?.split(',') ?? [];
};

describe('exemptions from penalties', () => {
  it.each([
    ['debian', '13'],
    ['Debian', '13.1'],
    ['ubuntu', '25.10'],
  ])('are written for %s %s', (platform, version) => {
    const all = exempt('zrh1/r01/srv01', platform, version);
    expect(all).toEqual(
      expect.arrayContaining(['10.1.0.11', '10.2.0.11', '10.1.0.2', '10.101.1.0/24', '10.102.2.0/24']),
    );
    expect(all).not.toContain('198.51.100.0/27');
  });

  it.each([
    ['debian', '12'],
    ['debian', undefined],
    ['ubuntu', '24.04'],
    ['junos', '23.4'],
    [undefined, undefined],
  ])('are not for %s %s, whose sshd may refuse them', (platform, version) => {
    expect(exempt('zrh1/r01/srv01', platform, version)).toEqual([]);
  });

  it("hold operators' networks on a rendezvous", () => {
    expect(exempt('rdv1', 'debian', '13')).toContain('198.51.100.0/27');
  });

  it('are left out of a lab whose sshd is older', () => {
    expect(exempt('rdv1', 'debian', '13', false)).toEqual([]);
    expect(exempt('rdv1', 'debian', '13', true).length).toBeGreaterThan(0);
  });
});
