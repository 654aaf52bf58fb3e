import type { Stdio } from './output/stdio.ts';

/** Streams that keep what was written, for tests. */
export const fakeStdio = (
  more: Partial<Stdio> = {},
): Stdio & { readonly stdout: () => string; readonly stderr: () => string } => {
  let [stdout, stderr] = ['', ''];
  return {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    outTerminal: false,
    errTerminal: false,
    columns: 100,
    env: {},
    cwd: '/',
    ...more,
    stdout: () => stdout,
    stderr: () => stderr,
  };
};
