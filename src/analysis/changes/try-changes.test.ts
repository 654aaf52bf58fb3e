import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { analyse } from '../state.ts';
import { tryChanges } from './try-changes.ts';

const FULL = join(import.meta.dirname, '../../../examples/full/relaxops.yaml');

const network = (text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-changes-'));
  const file = join(folder, 'relaxops.yaml');
  writeFileSync(file, text);
  const loaded = loadInventory(file);
  rmSync(folder, { recursive: true });
  if (!loaded.network) throw new Error(loaded.findings.map((finding) => finding.text).join('\n'));
  return loaded.network;
};

const loaded = loadInventory(FULL).network!;

describe('changes that are tried', () => {
  it('find the missing wire between two sites, and count its price', () => {
    const { interlinks, ...rest } = loaded;
    const cables = rest.cables.filter((cable) => cable.kind !== 'interlink');
    const { improvements } = tryChanges(analyse({ ...rest, cables, interlinks: [] }));
    const [best] = improvements;
    expect(interlinks).toHaveLength(1);
    expect(best).toMatchObject({ cables: 1, ports: 2, boxes: 0 });
    expect(best!.text).toMatch(/^a cable between (zrh1|ber1)\/r01\/gw\d and (zrh1|ber1)\/r01\/gw\d$/);
    expect(best!.singles).toBeGreaterThan(0);
  });

  it('find the plug that is on the wrong feed: nothing to buy', () => {
    const wrong = {
      ...loaded,
      cables: loaded.cables.map((cable) =>
        cable.a === 'zrh1/r01/pdu2:psu1' ? { ...cable, b: 'feed:zrh1/A' } : cable,
      ),
    };
    expect(wrong.cables).not.toEqual(loaded.cables);
    const { improvements } = tryChanges(analyse(wrong));
    // Either of the two PDUs will do.
    expect(improvements[0]).toMatchObject({ cables: 0, ports: 0, boxes: 0 });
    expect(improvements[0]!.text).toMatch(/^move the plug of zrh1\/r01\/pdu[12]:psu1 to feed zrh1\/B$/);
  });

  it('put nothing first that takes nothing away', () => {
    const { improvements, tried } = tryChanges(analyse(loaded));
    expect(tried).toBeGreaterThan(5);
    for (const one of improvements) expect(one.singles > 0 || one.pairs > 0 || one.gained > 0).toBe(true);
  });

  it('are none where nothing can be tried', () => {
    const text = `relaxops: 1
name: bare
sites: { s1: { number: 1, racks: { r01: { devices: { srv1: server } } } } }
`;
    expect(tryChanges(analyse(network(text)))).toEqual({ improvements: [], tried: 0, left: 0 });
  });
});
