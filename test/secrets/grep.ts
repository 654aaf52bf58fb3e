import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Shorter pieces are found by chance; a password of ours has 16. */
const SHORTEST = 12;

/** What a secret looks like where it was printed: itself, each of its lines, and both in the usual disguises. */
const looks = (secret: string): string[] => {
  const whole = secret.trim();
  const lines = whole.split('\n').map((line) => line.trim());
  // The armour of a key is nobody's secret.
  const pieces = [whole, ...lines.filter((line) => !/^(-----|#)/.test(line))];
  return pieces
    .filter((piece) => piece.length >= SHORTEST)
    .flatMap((piece) => [
      piece,
      JSON.stringify(piece).slice(1, -1),
      encodeURIComponent(piece),
      Buffer.from(piece).toString('hex'),
      Buffer.from(piece).toString('base64').replace(/=+$/, ''),
    ]);
};

/** Where a secret was found; the secret itself is not repeated. */
export interface Leak {
  readonly where: string;
  /** The name under which the secret was added. */
  readonly what: string;
}

/** Collects secrets, and looks for every one of them in whatever was printed or written. */
export class SecretsGrep {
  readonly #known = new Map<string, string>();
  /** What to look for, by its first letters: a text is gone through once, however many secrets there are. */
  readonly #byStart = new Map<string, { readonly look: string; readonly name: string }[]>();
  #looked = 0;

  /** How many secrets are known, and how many texts were looked at: a grep for nothing or in nothing finds nothing. */
  get counts(): { readonly secrets: number; readonly texts: number } {
    return { secrets: this.#known.size, texts: this.#looked };
  }

  /** A secret to look for from now on, under a name that may be printed. */
  add(secret: string, name: string): void {
    if (secret.trim().length < SHORTEST || this.#known.has(secret)) return;
    this.#known.set(secret, name);
    for (const look of looks(secret)) {
      const start = look.slice(0, SHORTEST);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { look, name }]);
    }
  }

  inText(text: string, where: string): Leak[] {
    this.#looked++;
    const found = new Set<string>();
    for (let at = 0; at + SHORTEST <= text.length; at++)
      for (const { look, name } of this.#byStart.get(text.slice(at, at + SHORTEST)) ?? [])
        if (!found.has(name) && text.startsWith(look, at)) found.add(name);
    return [...found].map((what) => ({ where, what }));
  }

  /** Every regular file of a folder, by its bytes and its name. */
  inFolder(folder: string, except: (path: string) => boolean = () => false): Leak[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
      const path = join(folder, name);
      if (except(path)) return [];
      const inName = this.inText(name, `the name of ${path}`);
      return lstatSync(path).isFile()
        ? [...inName, ...this.inText(readFileSync(path, 'latin1'), path)]
        : inName;
    });
  }
}
