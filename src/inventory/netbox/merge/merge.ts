import { byId, type Change, changesBetween } from './changes.ts';
import { mergeFields } from './flow-fields.ts';
import { type Entry, linesOf, type TextTree, type TreeOf, textTree } from './text-tree.ts';

export type { Change };

/** Where NetBox and a person said different things about the same. */
export interface Conflict {
  readonly path: readonly string[];
  /** What a person has to decide; it stands in the file too. */
  readonly text: string;
}

export interface Merged {
  readonly text: string;
  /** What NetBox changed since the last import. */
  readonly theirs: readonly Change[];
  /** What a person changed since then. */
  readonly mine: readonly Change[];
  readonly conflicts: readonly Conflict[];
}

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly string[];
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
const said = (entry: Entry): string => (entry.children ? 'something else' : short(entry.shown || 'nothing'));

/**
 * Merges line by line: `base` is what the last import wrote, `mine` the file as it is now, `theirs` what an import writes today.
 * What only one side changed is as that side has it; what both changed stays as the person wrote it, with a question above it.
 */
class Merger {
  readonly edits: Edit[] = [];
  readonly conflicts: Conflict[] = [];
  private readonly mine: TextTree;
  private readonly theirs: TextTree;

  constructor(mine: TextTree, theirs: TextTree) {
    this.mine = mine;
    this.theirs = theirs;
  }

  /** Two collections, and what was there before; without it all in common was added by both. */
  collections(base: Entry | undefined, mine: Entry, theirs: Entry, path: readonly string[]): void {
    const [old, own, now] = [byId(base?.children), byId(mine.children), byId(theirs.children)];
    let after = mine.start + 1;
    for (const [id, entry] of now) {
      const [was, here] = [old.get(id), own.get(id)];
      if (here) this.both(was, here, entry, [...path, entry.id]);
      else if (was) this.takenAway(was, entry, mine, [...path, entry.id]);
      else this.add(entry, mine, after);
      if (here) after = here.end;
    }
    for (const [id, was] of old) {
      const here = own.get(id);
      if (here && !now.has(id)) this.gone(was, here, [...path, was.id]);
    }
  }

  private both(base: Entry | undefined, mine: Entry, theirs: Entry, path: readonly string[]): void {
    if (mine.kind === 'comment') return;
    if (mine.children && theirs.children) {
      if (base && mine.comment === base.comment && theirs.comment !== base.comment) this.rehead(mine, theirs);
      this.collections(base?.children ? base : undefined, mine, theirs, path);
    } else this.leaves(base, mine, theirs, path);
  }

  private leaves(base: Entry | undefined, mine: Entry, theirs: Entry, path: readonly string[]): void {
    const netboxChanged = base === undefined || base.value !== theirs.value;
    if (mine.value === theirs.value) {
      if (base && mine.comment === base.comment && theirs.comment !== base.comment)
        this.replace(mine, theirs);
      return;
    }
    if (!netboxChanged) return;
    const answered = base?.comment.includes('# ?') === true && !mine.comment.includes('# ?');
    if (base && mine.value === base.value && !answered) this.replace(mine, theirs, base.comment);
    else if (base && this.fields(base, mine, theirs)) return;
    else if (base)
      this.ask(
        mine,
        path,
        `NetBox now says ${said(theirs)}, before ${said(base)}; here stands ${said(mine)}: which is right?`,
      );
    else this.ask(mine, path, `NetBox now says ${said(theirs)}; here stands ${said(mine)}: which is right?`);
  }

  /** A map in braces on one line, of which each side changed other fields. */
  private fields(base: Entry, mine: Entry, theirs: Entry): boolean {
    const merged =
      mine.end === mine.start + 1 ? mergeFields(base.shown, mine.shown, theirs.shown) : undefined;
    const line = this.mine.lines[mine.start] ?? '';
    const at = line.indexOf(mine.shown);
    if (merged === undefined || at < 0) return false;
    const insert = [line.slice(0, at) + merged + line.slice(at + mine.shown.length)];
    if (merged !== mine.shown) this.edits.push({ at: mine.start, remove: 1, insert });
    return true;
  }

  /** The person removed it: it stays away, and is asked about if NetBox changed it since. */
  private takenAway(base: Entry, theirs: Entry, within: Entry, path: readonly string[]): void {
    if (base.kind === 'comment' || base.value === theirs.value) return;
    const text = `NetBox has changed "${short(base.id)}", which was taken away here: is it to stay away?`;
    this.note(within.start + 1, within.children?.[0]?.indent ?? 0, path, text);
  }

  /** NetBox removed it: so does the import, unless the person changed something in it. */
  private gone(base: Entry, mine: Entry, path: readonly string[]): void {
    if (untouched(base, mine)) this.edits.push({ at: mine.start, remove: mine.end - mine.start, insert: [] });
    else
      this.ask(mine, path, `NetBox no longer has "${short(base.id)}", which was changed here: is it to go?`);
  }

  private add(entry: Entry, within: Entry, after: number): void {
    const indent = within.children?.find((c) => c.kind === 'entry')?.indent ?? entry.indent;
    const shift = indent - entry.indent;
    const moved = linesOf(this.theirs, entry).map((line) =>
      shift >= 0
        ? ' '.repeat(line.trim() === '' ? 0 : shift) + line
        : line.slice(Math.min(-shift, line.length - line.trimStart().length)),
    );
    this.edits.push({ at: after, remove: 0, insert: moved });
  }

  /** NetBox's lines in place of the person's; a comment of the person's stays. */
  private replace(mine: Entry, theirs: Entry, before?: string): void {
    const own =
      before !== undefined && mine.comment !== '' && mine.comment !== before ? mine.comment : undefined;
    const lines = linesOf(this.theirs, theirs).map(
      (line) => ' '.repeat(mine.indent) + line.slice(theirs.indent),
    );
    const last = lines.length - 1;
    if (own !== undefined && !theirs.children)
      lines[last] = `${lines[last]!.slice(0, lines[last]!.length - theirs.comment.length).trimEnd()}  ${own}`;
    this.edits.push({ at: mine.start, remove: mine.end - mine.start, insert: lines });
  }

  private rehead(mine: Entry, theirs: Entry): void {
    const head = this.theirs.lines[theirs.start]!.slice(theirs.indent);
    this.edits.push({ at: mine.start, remove: 1, insert: [' '.repeat(mine.indent) + head] });
  }

  private ask(mine: Entry, path: readonly string[], text: string): void {
    this.note(mine.start, mine.indent, path, text);
  }

  private note(at: number, indent: number, path: readonly string[], text: string): void {
    const line = `${' '.repeat(indent)}# ? ${text}`;
    this.conflicts.push({ path, text });
    if (!this.mine.lines.includes(line)) this.edits.push({ at, remove: 0, insert: [line] });
  }
}

/** Whether a person changed a value or wrote a comment of their own; taking a question away is no change. */
const untouched = (base: Entry, mine: Entry): boolean => {
  if (base.value !== mine.value) return false;
  if (mine.comment !== '' && mine.comment !== base.comment) return false;
  const old = byId(base.children);
  return [...byId(mine.children)].every(([id, child]) => {
    const was = old.get(id);
    return was !== undefined && untouched(was, child);
  });
};

const applied = (lines: readonly string[], edits: readonly Edit[]): string => {
  const all = [...lines];
  const ordered = edits.map((edit, order) => ({ ...edit, order }));
  // Insertions at a line come before what is replaced at it, so they are spliced last.
  ordered.sort((a, b) => b.at - a.at || Math.sign(b.remove) - Math.sign(a.remove) || b.order - a.order);
  for (const { at, remove, insert } of ordered) all.splice(at, remove, ...insert);
  return all.join('\n');
};

/** Merges three texts that are known to be YAML. */
export const mergeTexts = (base: string, mine: string, theirs: string, treeOf: TreeOf = textTree): Merged => {
  const [old, own, now] = [treeOf(base), treeOf(mine), treeOf(theirs)];
  const changes = { theirs: changesBetween(old.root, now.root), mine: changesBetween(old.root, own.root) };
  // Where only one side changed anything, its text is the answer to the byte.
  if (base === theirs) return { text: mine, ...changes, conflicts: [] };
  if (base === mine) return { text: theirs, ...changes, conflicts: [] };
  const merger = new Merger(own, now);
  merger.collections(old.root, own.root, now.root, []);
  const text = merger.edits.length === 0 ? mine : applied(own.lines, merger.edits);
  return { text, ...changes, conflicts: merger.conflicts };
};
