import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { LabPlan } from '../plan.ts';
import { dialogueScript, saidIn } from './dialogue.ts';
import { drills } from './index.ts';
import { lacks } from './run-drill.ts';

const NO_DRILLS = ['index', 'drill', 'places', 'dialogue', 'run-drill'];

describe('drills', () => {
  it('have a file each, and stand sorted in the index', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => name.replace(/\.ts$/, ''))
      .filter((name) => !NO_DRILLS.includes(name));
    expect(drills.map(({ id }) => id)).toEqual(files.sort());
  });

  it('say what a network lacks', () => {
    const network = loadInventory('examples/a-one-server/relaxops.yaml').network!;
    const plan = { emulated: { consoles: [], lines: [], bmcs: [], pdus: [] } } as unknown as LabPlan;
    const said = Object.fromEntries(drills.map((drill) => [drill.id, lacks(drill, network, plan)]));
    expect(said['wrong-config']).toContain('no door');
    expect(said['hung-server']).toContain('no door');
  });
});

describe('a dialogue', () => {
  const step = {
    why: '',
    at: 'laptop',
    command: "ssh -t x 'a b'",
    dialogue: [{ sees: "it's", secret: 'pw' }],
    expect: {},
  };

  it('has a secret only as octal numbers, which printf(1) writes', () => {
    const script = dialogueScript(step, () => "s'e%c");
    expect(script).not.toContain("s'e%c");
    expect(script).toContain('\\163\\047\\145\\045\\143\\015');
  });

  it('is told apart from what ends it', () => {
    expect(saidIn('a\r\n@9 9 no\r\n\n@1 2\n')).toEqual({ text: 'a\n@9 9 no', exitCode: 1, missed: 2 });
    expect(saidIn('cut off')).toEqual({ text: 'cut off', exitCode: -1, missed: 0 });
  });
});
