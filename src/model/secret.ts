/** What stands wherever a secret would have been printed. */
const MASK = '[secret]';

/**
 * A text that is never printed by accident: as string, JSON, in a message or an inspection it is `[secret]`. Who needs the
 * text asks for it by `reveal()`, which is easy to search for.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
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
