/** What a person's typing amounts to. */
export type Typed =
  | { readonly kind: 'line'; readonly text: string }
  /** Ctrl-C. */
  | { readonly kind: 'break' }
  /** Ctrl-D on an empty line. */
  | { readonly kind: 'end' };

const LONGEST = 200;
const CODES = { break: 3, end: 4, backspace: 8, newline: 10, return: 13, kill: 21, delete: 127 };

/** Puts characters together to lines as a terminal line does: echo, backspace, Ctrl-U; anything else that is not printable ASCII is not part of the line. */
export class LineEditor {
  #text = '';
  #afterReturn = false;

  /** What to echo is in the answer, not yet hidden for passwords. */
  type(char: string): { readonly echo: string; readonly typed?: Typed } {
    const code = char.charCodeAt(0);
    const wasReturn = this.#afterReturn;
    this.#afterReturn = code === CODES.return;
    // Telnet ends a line with CR LF or CR NUL (RFC 854), terminals with CR.
    if (code === CODES.newline && wasReturn) return { echo: '' };
    if (code === CODES.return || code === CODES.newline) return { echo: '\r\n', typed: this.#line() };
    if (code === CODES.break) return { echo: '', typed: this.#cleared({ kind: 'break' }) };
    if (code === CODES.end && this.#text === '') return { echo: '', typed: { kind: 'end' } };
    if (code === CODES.kill) return { echo: this.#erase(this.#text.length) };
    if (code === CODES.backspace || code === CODES.delete) return { echo: this.#erase(1) };
    // Not ours to read, but a terminal line echoes it: who is at the wrong speed sees garbage, not silence.
    if (code > 126) return { echo: char };
    if (code < 32 || this.#text.length >= LONGEST) return { echo: '' };
    this.#text += char;
    return { echo: char };
  }

  clear(): void {
    this.#text = '';
  }

  #line(): Typed {
    return this.#cleared({ kind: 'line', text: this.#text });
  }

  #cleared(typed: Typed): Typed {
    this.#text = '';
    return typed;
  }

  #erase(count: number): string {
    const erased = Math.min(count, this.#text.length);
    this.#text = this.#text.slice(0, this.#text.length - erased);
    return '\b \b'.repeat(erased);
  }
}
