import { legalPortName, nameProblem } from '../names.ts';

/** The longest name that an inventory takes. */
const LONGEST = 31;

const cut = (text: string, length: number): string => text.slice(0, length).replace(/-+$/, '');

/** Letters, digits and `-` of a name: `Comms closet` is `Comms-closet`; accents are dropped. */
const spelt = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** A name as it is written here, if it can be written at all and is short enough. */
export const respelt = (name: string): string | undefined => {
  const plain = spelt(name);
  return plain.length <= LONGEST && nameProblem(plain) === undefined ? plain : undefined;
};

/** Hands out legal names, each once; the same things asked for in the same order get the same names. */
export class LegalNames {
  private readonly taken = new Set<string>();
  private readonly kept = new Map<string, string>();

  /** Names from before, by what they are for; nobody else gets them. */
  constructor(kept: Iterable<readonly [string, string]> = []) {
    for (const [key, name] of kept)
      if (this.isFree(name)) {
        this.kept.set(key, name);
        this.taken.add(name.toLowerCase());
      }
  }

  /** The name as far as it is legal. What is unnamed is called `<stem>-<id>`, what is there already gets `-<id>` behind it. */
  give(wanted: string | undefined, stem: string, id: number, key = `${stem} ${id}`): string {
    const before = this.kept.get(key);
    if (before !== undefined) return before;
    const plain = cut(spelt(wanted ?? ''), LONGEST);
    const first = plain === '' ? undefined : plain;
    const name =
      first !== undefined && spelt(wanted ?? '').length <= LONGEST && this.isFree(first)
        ? first
        : this.numbered(first ?? (spelt(stem) || 'x'), id);
    this.taken.add(name.toLowerCase());
    return name;
  }

  private isFree(name: string): boolean {
    return !this.taken.has(name.toLowerCase()) && nameProblem(name) === undefined;
  }

  private numbered(stem: string, id: number): string {
    const name = (end: string) => `${cut(stem, LONGEST - end.length - 1)}-${end}`;
    if (this.isFree(name(String(id)))) return name(String(id));
    let n = 2;
    while (!this.isFree(name(`${id}-${n}`))) n++;
    return name(`${id}-${n}`);
  }
}

/** Names of the ports of one device: NetBox lets an outlet and an inlet have the same one. */
export class PortNames {
  private readonly taken = new Set<string>();

  give(wanted: string, kind: string, id: number): string {
    const plain = legalPortName(wanted);
    const choices = [plain, `${plain.slice(0, 40)} (${kind})`, `${kind} ${id}`];
    const name = choices.find((choice) => /^[A-Za-z0-9]/.test(choice) && !this.taken.has(choice));
    const given = name ?? `${kind} ${id} (${this.taken.size})`;
    this.taken.add(given);
    return given;
  }
}
