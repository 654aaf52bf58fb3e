import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from '../_test-material.ts';
import { renderContext } from '../context.ts';
import { renderOperatorSsh } from '../ssh-config.ts';
import { legacyLines, legacyPlatforms } from './index.ts';

const loaded = loadInventory('examples/b-one-rack/relaxops.yaml').network!;
const SW = 'zrh1/r01/sw1';
/** The rack, its switch an old one. */
const network = {
  ...loaded,
  devices: loaded.devices.map((device) => (device.id === SW ? { ...device, platform: 'IOS' } : device)),
};
const config = renderOperatorSsh(renderContext(network, testMaterial(network)), network.operators[0]!)[0]!
  .text;
const stanza = (name: string): string =>
  config.split(/^(?=Host )/m).find((one) => one.startsWith(`Host ${name}\n`))!;

/** What ssh itself makes of it. */
const asked = async (name: string, option: string): Promise<string[]> => {
  const dir = mkdtempSync(join(tmpdir(), 'relaxops-legacy-'));
  try {
    writeFileSync(join(dir, 'config'), config);
    const { stdout } = await run(['ssh', '-G', '-F', join(dir, 'config'), name]);
    return new RegExp(`^${option} (.*)$`, 'm').exec(stdout)?.[1]?.split(',') ?? [];
  } finally {
    rmSync(dir, { recursive: true });
  }
};

describe('algorithms of old platforms', () => {
  it('stand on the hop to such a device, and on no other', () => {
    expect(stanza(SW)).toContain(
      '  KexAlgorithms +diffie-hellman-group14-sha1\n  HostKeyAlgorithms +ssh-rsa\n',
    );
    expect(config.match(/KexAlgorithms|HostKeyAlgorithms/g)).toHaveLength(2);
  });

  it('ssh takes them last, and to the jumphost not at all', async () => {
    const kex = await asked(SW, 'kexalgorithms');
    expect(kex.at(-1)).toBe('diffie-hellman-group14-sha1');
    expect(kex.length).toBeGreaterThan(5);
    expect((await asked(SW, 'hostkeyalgorithms')).at(-1)).toBe('ssh-rsa');
    expect(await asked('zrh1/r01/jump1', 'kexalgorithms')).not.toContain('diffie-hellman-group14-sha1');
    expect(await asked('zrh1/r01/jump1', 'hostkeyalgorithms')).not.toContain('ssh-rsa');
  });

  it('are nothing for a platform of today, or none', () => {
    expect([...legacyLines('junos'), ...legacyLines('ios-xe'), ...legacyLines(undefined)]).toEqual([]);
  });

  it.each(legacyPlatforms.map((one) => [one.names[0]!, one] as const))(
    '%s names its source, and ssh knows its algorithms',
    async (_, one) => {
      expect(one.source).toMatch(/^https:/);
      const known = async (what: string) => (await run(['ssh', '-Q', what])).stdout.split('\n');
      const [kex, keys] = [await known('KexAlgorithms'), await known('HostKeyAlgorithms')];
      expect((one.kexAlgorithms ?? []).filter((name) => !kex.includes(name))).toEqual([]);
      expect((one.hostKeyAlgorithms ?? []).filter((name) => !keys.includes(name))).toEqual([]);
    },
  );
});
