import type { Finding } from '#model/finding.ts';
import type { Outcome } from './command.ts';
import { type ExitName, exitCode } from './exit-codes.ts';
import { COMMAND_LINE, findingsText } from './output/findings.ts';
import type { Style } from './output/style.ts';

type Text = (style: Style) => string;

/** The command did what was asked, or the answer is yes. Findings are warnings beside it and go to stderr. */
export const done = (data: unknown, text: Text, findings: readonly Finding[] = []): Outcome => ({
  ok: true,
  exitCode: exitCode('yes'),
  data,
  findings,
  text,
});

/** The answer is no: something is lost, wrong, not there. */
export const no = (data: unknown, text: Text, findings: readonly Finding[] = []): Outcome => ({
  ...done(data, text, findings),
  ok: false,
  exitCode: exitCode('no'),
});

/** The findings are the answer: no with an error among them, yes with warnings, or plain yes. */
export const judged = (data: unknown, findings: readonly Finding[], text: Text): Outcome => {
  const has = (severity: Finding['severity']) => findings.some((f) => f.severity === severity);
  const exit: ExitName = has('error') ? 'no' : has('warning') ? 'warnings' : 'yes';
  return { ok: exit !== 'no', exitCode: exitCode(exit), data, findings, showsFindings: true, text };
};

/** What a person wrote cannot be read; the findings say where and why. */
export const unreadable = (findings: readonly Finding[]): Outcome => ({
  ok: false,
  exitCode: exitCode('usage'),
  data: null,
  findings,
  text: () => '',
});

const stopped = (exit: ExitName, code: string, text: string, hint?: string): Outcome => ({
  ...unreadable([{ code, severity: 'error', text, place: COMMAND_LINE, ...(hint ? { hint } : {}) }]),
  exitCode: exitCode(exit),
});

/** The command line asks for something that makes no sense; the text says what and what would. */
export const misused = (text: string, hint?: string): Outcome => stopped('usage', 'usage', text, hint);

/** It cannot run here; the text says what is missing. */
export const cannot = (text: string, hint?: string): Outcome => stopped('cannot', 'cannot-run', text, hint);

/** Somebody stopped it before there was an answer. */
export const interrupted = (text: string): Outcome => stopped('interrupted', 'interrupted', text);

/** The answer is no, for a reason in one sentence: a name that nothing has, a file that is in the way. */
export const refused = (code: string, text: string, hint?: string): Outcome =>
  stopped('no', code, text, hint);

/** Findings as the answer's own text. */
export const findingsAsText =
  (findings: readonly Finding[]): Text =>
  (style) =>
    findingsText(findings, style);
