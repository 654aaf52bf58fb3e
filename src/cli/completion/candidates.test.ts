import { describe, expect, it } from 'vitest';
import type { Catalogue, Command } from '../command.ts';
import { candidates } from './candidates.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  summary: `does ${name}`,
  description: '',
  arguments: [],
  options: [],
  examples: [],
  exitCodes: ['yes'],
  schema: 'x/1',
  run: async () => {
    throw new Error('completion runs nothing');
  },
  ...more,
});

const COMMANDS = [
  command('lab down'),
  command('lab up', { options: [{ flags: '--name <name>', description: 'its name' }] }),
  command('paths', {
    arguments: [{ name: '<device>', description: '', complete: 'device' }],
    options: [
      { flags: '-v, --verb <verb>', description: 'one', choices: ['ssh', 'power'] },
      { flags: '-o, --output <folder>', description: 'where', complete: 'folder' },
    ],
  }),
  command('whatif', { arguments: [{ name: '<failure...>', description: '', complete: ['feed-down:z/A'] }] }),
];

const catalogue: Catalogue = {
  families: { lab: 'a lab' },
  commands: COMMANDS.map((c) => ({ name: c.name, summary: c.summary, group: 'Lab', load: async () => c })),
};

const words = async (...typed: string[]) =>
  (await candidates(catalogue, typed, async (kind) => [`a-${kind}`])).map((c) => c.word);

describe('candidates', () => {
  const cases: [string, string[], string[]][] = [
    ['commands and families', [''], ['lab', 'paths', 'whatif']],
    ['the same after help', ['help', ''], ['lab', 'paths', 'whatif']],
    ['commands of a family', ['lab', ''], ['down', 'up']],
    ['global options go before', ['-f', 'x.yaml', 'lab', ''], ['down', 'up']],
    ['files for --file', ['-f', ''], [':file']],
    ['names of the inventory', ['paths', 'z'], ['a-device']],
    ['nothing after the last argument', ['paths', 'zrh1/r01/gw1', ''], []],
    ['arguments that repeat', ['whatif', 'x', 'y', ''], ['feed-down:z/A']],
    ['choices of an option', ['paths', '--verb', ''], ['ssh', 'power']],
    ['its short form, and folders', ['paths', '-o', ''], [':folder']],
    ['an option with its value is no argument', ['paths', '-v', 'ssh', ''], ['a-device']],
  ];
  it.each(cases)('%s', async (_name, typed, expected) => {
    expect(await words(...typed)).toEqual(expected);
  });

  it('options of the command and those of all', async () => {
    expect(await words('lab', 'up', '--')).toEqual(
      expect.arrayContaining(['--name', '--file', '--device-types', '--json']),
    );
  });
});
