import { describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { SCRIPTS } from './scripts.ts';

const SHELLS = Object.keys(SCRIPTS);

it('has the three shells', () => expect(SHELLS).toEqual(['bash', 'zsh', 'fish']));

describe.each(SHELLS)('%s', (shell) => {
  it('reads it without complaint', async (ctx) => {
    if (!(await run(['which', shell])).ok) ctx.skip(`needs ${shell}`);
    const { ok, stderr } = await run([shell, '-n'], { stdin: SCRIPTS[shell] ?? '' });
    expect({ ok, stderr }).toEqual({ ok: true, stderr: '' });
  });
});

/** A bash that has sourced the script twice, with a relaxops that answers with fixed candidates. */
const completed = async (line: string, answer: readonly string[]): Promise<string[]> => {
  const stub = `relaxops() { printf '%s\\n' "ARGS $*" >&2; printf '%b\\n' ${answer.map((a) => `'${a}'`).join(' ')}; }`;
  const script = `${stub}\n${SCRIPTS.bash}\n${SCRIPTS.bash}
COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; _relaxops; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { ok, stdout } = await run(['bash', '-c', script]);
  expect(ok).toBe(true);
  return stdout.trim().split('\n');
};

describe('bash completes', () => {
  it('words that begin like the one typed, without their descriptions', async () => {
    expect(await completed('relaxops pl', ['plan\\tshows', 'paths\\tx'])).toEqual(['plan']);
  });

  it('what follows the last colon of a port', async () => {
    const ports = ['zrh1/r01/sw1:mgmt', 'zrh1/r01/sw1:console'];
    expect(await completed('relaxops where zrh1/r01/sw1:m', ports)).toEqual(['mgmt']);
  });
});
