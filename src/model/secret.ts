/** What stands wherever a secret would have been printed. */
const MASK = '[secret]';

/** Where a test run puts a function that is told of each secret, so that its outputs can be searched for all of them. */
const WATCH = Symbol.for('relaxops.secret-watch');
type Watch = (text: string) => void;

const tellWatch = (text: string): void => (globalThis as { readonly [WATCH]?: Watch })[WATCH]?.(text);

/**
 * A text that is never printed by accident: as string, JSON, in a message or an inspection it is `[secret]`. Who needs the
 * text asks for it by `reveal()`, which is easy to search for.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    tellWatch(text);
  }

  /** The text itself. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  /** What `util.inspect` and a debugger's console show; a private field would be hidden, but the name says more. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
