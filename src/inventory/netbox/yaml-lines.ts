import type { Question } from './imported.ts';

/** A question, and the line of the file at which to answer it. */
export interface PlacedQuestion extends Question {
  readonly line: number;
  /** What it is about: `dm-akron/r1/rtr01`. */
  readonly about: string;
}

/** Words that readers of YAML take for something else than text. */
const MISREAD =
  /^(y|n|yes|no|on|off|true|false|null|~|[-+]?[.\d][\d_.]*(e[-+]?\d+)?|0[xo][\da-f]+|[-+]?\.inf|\.nan)$/i;
/** Begins and ends with a letter or digit or bracket, and holds nothing that YAML reads: no `: `, no ` #`, no quotes. */
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/+()@-]|:(?=[A-Za-z0-9_/+(.-]))*$/;

/** Text as a scalar of YAML, quoted only where it must be. */
export const scalar = (text: string): string =>
  PLAIN.test(text) && !MISREAD.test(text) && !text.endsWith(' ') && !text.includes(' - ')
    ? text
    : JSON.stringify(text);

const LONGEST = 300;

/** Text of another machine inside a comment: one line, nothing that a terminal would obey. */
export const comment = (text: string): string =>
  Array.from(text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    .slice(0, LONGEST)
    .join('');

/** Text of YAML under construction, that remembers where its questions stand. */
export class YamlLines {
  readonly questions: PlacedQuestion[] = [];
  private readonly lines: string[] = [];

  /** A line, with a comment or a question behind it. */
  add(depth: number, text: string, note?: string): void {
    const remark = note === undefined ? '' : `${text === '' ? '' : '  '}# ${comment(note)}`;
    this.lines.push(`${'  '.repeat(depth)}${text}${remark}`.trimEnd());
  }

  /** A line with a question behind it, if there is one. */
  ask(depth: number, text: string, about: string, question: Question | undefined, note?: string): void {
    const remarks = [...(question ? [`? ${question.text}`] : []), ...(note === undefined ? [] : [note])];
    this.add(depth, text, remarks.length > 0 ? remarks.join(' | ') : undefined);
    if (question) this.questions.push({ ...question, about, line: this.lines.length });
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}
