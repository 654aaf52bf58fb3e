import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';
import { COMMANDS, FAMILIES } from './index.ts';

const files = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/^(index\.ts$|_)/.test(name))
  .map((name) => name.slice(0, -3));

it('lists every command of the folder, sorted', () => {
  const names = COMMANDS.map((c) => c.name);
  expect(names).toEqual([...names].sort());
  expect(names.map((name) => name.replace(' ', '-')).sort()).toEqual(files.sort());
});

it('knows the families of two-word commands', () => {
  const families = COMMANDS.filter((c) => c.name.includes(' ')).map((c) => c.name.split(' ')[0] ?? '');
  expect(families.filter((family) => !(family in FAMILIES))).toEqual([]);
});

describe.each(COMMANDS)('$name', (entry) => {
  it('says of itself what the list says', async () => {
    const command = await entry.load();
    expect(command.name).toBe(entry.name);
    expect(command.summary).toBe(entry.summary);
    expect(GROUPS).toContain(entry.group);
    expect(command.schema).toMatch(new RegExp(`^${entry.name.replace(' ', '-')}/\\d+$`));
    expect(command.exitCodes.filter((name) => !(name in EXIT_CODES))).toEqual([]);
  });

  it('has two to four examples', async () => {
    const { examples } = await entry.load();
    expect(examples.length).toBeGreaterThanOrEqual(2);
    expect(examples.length).toBeLessThanOrEqual(4);
    const named = new RegExp(`\\brelaxops (-f \\S+ )?${entry.name}\\b`);
    for (const example of examples) expect(example.command).toMatch(named);
  });

  it('helps', async () => {
    const io = fakeStdio();
    expect(await run([...entry.name.split(' '), '--help'], io)).toBe(0);
    await expect(io.stdout()).toMatchFileSnapshot(`../../../test/help/${entry.name.replace(' ', '-')}.txt`);
  });
});
