import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { answers } from './_answers.ts';
import { chromiumMissing, inChromium } from './_chromium.ts';

const FULL = join(import.meta.dirname, '../../../examples/full/relaxops.yaml');
const EVERY = 7;
const missing = chromiumMissing();

describe('the engine in a browser', () => {
  it('says of the full example what it says in Node', { timeout: 120_000 }, async (context) => {
    context.skip(missing !== undefined, missing);
    const network = loadInventory(FULL).network!;
    const ours = JSON.parse(JSON.stringify(answers(network, EVERY)));
    expect(ours.whatIf.length).toBeGreaterThan(100);
    expect(ours.cuts.flat().reduce((sum: number, count: number) => sum + count, 0)).toBeGreaterThan(1000);
    const theirs = await inChromium(join(import.meta.dirname, '_page.ts'), { network, every: EVERY }, 100);
    expect(theirs).toEqual(ours);
  });
});
