import type { Place } from '#base/place.ts';
import type { Finding, Severity } from '#model/finding.ts';
import { keyPlace, type Node, valuePlace } from './node.ts';

export interface More {
  readonly hint?: string | undefined;
  readonly on?: string;
  readonly related?: Finding['related'];
}

/** A finding for each is enough: the same mistake in a template shows in every rack. */
const MOST = 200;

/** Collects what is wrong with an inventory, each mistake once. */
export class Report {
  /** An ISO date, where somebody gave one: what has been cannot lie after it. */
  readonly today: string | undefined;
  private readonly list: Finding[] = [];
  private readonly seen = new Set<string>();
  private dropped = 0;

  constructor(today?: string) {
    this.today = today;
  }

  /** A mistake in a value. */
  error(code: string, node: Node, text: string, more: More = {}): void {
    this.add('error', code, valuePlace(node), text, more);
  }

  /** A mistake in a key, or in the thing that it declares. */
  errorAtKey(code: string, node: Node, text: string, more: More = {}): void {
    this.add('error', code, keyPlace(node), text, more);
  }

  /** Most likely a mistake, and yet an inventory that means something. */
  warning(code: string, node: Node, text: string, more: More = {}): void {
    this.add('warning', code, valuePlace(node), text, more);
  }

  /** Worth knowing; nothing is wrong. */
  info(code: string, node: Node, text: string, more: More = {}): void {
    this.add('info', code, valuePlace(node), text, more);
  }

  add(severity: Severity, code: string, place: Place, text: string, more: More = {}): void {
    const id = `${code} ${place.file}:${place.line}:${place.column}`;
    if (this.seen.has(id)) return;
    if (this.list.length >= MOST) this.dropped++;
    else {
      this.seen.add(id);
      this.list.push(finding(severity, code, place, text, more));
    }
  }

  /** Whether nothing but warnings was found. */
  get clean(): boolean {
    return !this.list.some((f) => f.severity === 'error');
  }

  /** Whether further mistakes are only counted, so that hints need not be worked out. */
  get full(): boolean {
    return this.list.length >= MOST;
  }

  /** In order of file, line and column. */
  findings(): Finding[] {
    const sorted = [...this.list].sort(byPlace);
    const last = sorted.at(-1);
    if (last && this.dropped > 0)
      sorted.push(
        finding(
          'error',
          'more',
          { ...last.place, path: '' },
          `${this.dropped} more mistakes are not shown`,
          {},
        ),
      );
    return sorted;
  }
}

const finding = (severity: Severity, code: string, place: Place, text: string, more: More): Finding => ({
  code,
  severity,
  text,
  place,
  ...(more.hint === undefined ? {} : { hint: more.hint }),
  ...(more.on === undefined ? {} : { on: more.on }),
  ...(more.related === undefined ? {} : { related: more.related }),
});

const byPlace = (a: Finding, b: Finding): number =>
  a.place.file === b.place.file
    ? a.place.line - b.place.line || a.place.column - b.place.column
    : a.place.file < b.place.file
      ? -1
      : 1;
