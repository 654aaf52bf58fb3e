import { describe, expect, it } from 'vitest';
import { fakeStdio } from './fake-stdio.ts';
import { run } from './run.ts';
import { VERSION } from './version.ts';

const relaxops = async (argv: readonly string[], more: Parameters<typeof fakeStdio>[0] = {}) => {
  const io = fakeStdio(more);
  const code = await run(argv, io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('without a command', () => {
  it('shows the overview on stdout', async () => {
    const { code, out, err } = await relaxops([]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Try first');
    expect(await relaxops(['--help'])).toEqual({ code: 0, out, err });
  });

  it('prints the version', async () => {
    expect(await relaxops(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
  });
});

describe('a mistyped command line', () => {
  const cases: [string, string[], string][] = [
    ['command', ['inti'], "relaxops: error: unknown command 'inti'\n  hint did you mean init?\n"],
    ['option', ['init', '--jsno'], "relaxops: error: unknown option '--jsno'\n  hint did you mean --json?\n"],
    ['global option', ['--jsno'], "relaxops: error: unknown option '--jsno'\n  hint did you mean --json?\n"],
    ['argument', ['completion'], "relaxops: error: missing required argument 'shell'\n"],
  ];
  it.each(cases)('%s', async (_name, argv, err) => {
    expect(await relaxops(argv)).toEqual({ code: 2, out: '', err });
  });

  it('is an envelope too', async () => {
    const { code, out, err } = await relaxops(['--json', 'inti']);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      schema: 'relaxops/usage/1',
      ok: false,
      data: null,
      findings: [{ code: 'usage', severity: 'error' }],
    });
  });
});

describe('global options', () => {
  it.each([[['--json', 'completion', 'bash']], [['completion', 'bash', '--json']]])('%j', async (argv) => {
    const { code, out } = await relaxops(argv);
    expect(code).toBe(0);
    expect(JSON.parse(out).schema).toBe('relaxops/completion/1');
  });
});

describe('a fault of ours', () => {
  const broken = {
    out: () => {
      throw new Error('no such thing\nand more');
    },
  };
  it('is one line and how to report it', async () => {
    const { code, err } = await relaxops(['completion', 'bash'], broken);
    expect(code).toBe(100);
    expect(err).toMatch(/^relaxops: a fault in RelaxOps itself: no such thing\n {2}report it .*\n$/);
  });

  it('shows the stack to those who ask', async () => {
    const { err } = await relaxops(['completion', 'bash'], { ...broken, env: { RELAXOPS_DEBUG: '1' } });
    expect(err).toContain('run.test.ts');
  });

  it('is an envelope too', async () => {
    let calls = 0;
    let out = '';
    const once = {
      out: (text: string) => {
        if (calls++ === 0) throw new Error('no such thing');
        out += text;
      },
    };
    const { code } = await relaxops(['--json', 'completion', 'bash'], once);
    expect(code).toBe(100);
    expect(JSON.parse(out)).toMatchObject({ schema: 'relaxops/fault/1', ok: false, findings: [{}] });
  });
});
