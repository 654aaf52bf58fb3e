import { ROLES } from '#model/role.ts';
import type { Mapping, Meaning } from './mapping.ts';
import { textTree } from './merge/text-tree.ts';
import { scalar } from './yaml-lines.ts';

const HEAD = `# How "relaxops import netbox" reads your NetBox. The first import wrote it, with guesses: a line with "# ?" behind it is one.
# Correct what is wrong, take the mark away, and import again. Later imports add what is new here, and change nothing.
`;

const SECTIONS = {
  roles: `
# Device role in NetBox: ${ROLES.filter((role) => role !== 'rendezvous').join(', ')}, or leave-out.
`,
  tags: `
# Tag: facts about what carries it, or ignore. Sites: leave-out, campus. Devices: leave-out, role, also, bmc, rendered, owner.
# Interfaces: kind, separate. Circuits: purpose, medium, inbound, last-mile. Cables: route.
# Such as: lte: { purpose: management, medium: mobile, inbound: no }
`,
  'circuit-types': `
# Circuit type: purpose (production or management), medium (fibre, copper, mobile, satellite, lan), inbound (yes or no).
`,
  providers: `
# Provider: own, or the provider whose network it rides on.
`,
} as const;
type Section = keyof typeof SECTIONS;

const plain = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return scalar(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if ('on' in value) return scalar(String(value.on));
  const facts = Object.entries(value).map(([key, fact]) => `${key}: ${plain(fact)}`);
  return facts.length > 0 ? `{ ${facts.join(', ')} }` : '{}';
};

const line = ([slug, { value, sure }]: readonly [string, Meaning<unknown>], indent: string): string =>
  `${indent}${scalar(slug)}: ${plain(value)}${sure ? '' : '  # ?'}`;

const sectionsOf = (mapping: Mapping): Record<Section, ReadonlyMap<string, Meaning<unknown>>> => ({
  roles: mapping.roles,
  tags: mapping.tags,
  'circuit-types': mapping.circuitTypes,
  providers: mapping.providers,
});

const names = Object.keys(SECTIONS) as Section[];

/** The file as the first import writes it. */
export const newMappingText = (mapping: Mapping): string => {
  const sections = sectionsOf(mapping);
  const texts = names.map((name) => {
    const entries = [...sections[name]];
    const lines = entries.map((entry) => `${line(entry, '  ')}\n`);
    return SECTIONS[name] + (entries.length > 0 ? `${name}:\n${lines.join('')}` : '');
  });
  return HEAD + texts.join('');
};

const freshIn = (given: Mapping, complete: Mapping, name: Section) => {
  const known = sectionsOf(given)[name];
  return [...sectionsOf(complete)[name]].filter(([slug]) => !known.has(slug));
};

/**
 * A person's file with lines for what is new in NetBox; the same text if nothing is. Undefined if a section is not written in
 * lines, so that none can be added.
 */
export const extendedMappingText = (text: string, given: Mapping, complete: Mapping): string | undefined => {
  const { lines, root } = textTree(text);
  const inserts: { readonly after: number; readonly lines: readonly string[] }[] = [];
  let end = text.endsWith('\n') ? text : `${text}\n`;
  const appended: string[] = [];
  for (const name of names) {
    const fresh = freshIn(given, complete, name);
    const section = root.children?.find((entry) => entry.id === name);
    if (fresh.length === 0) continue;
    if (!section)
      appended.push(`${SECTIONS[name]}${name}:\n${fresh.map((e) => `${line(e, '  ')}\n`).join('')}`);
    else if (!section.children) return undefined;
    else {
      const indent = ' '.repeat(section.children.find((e) => e.kind === 'entry')?.indent ?? 2);
      inserts.push({ after: section.end, lines: fresh.map((e) => line(e, indent)) });
    }
  }
  if (inserts.length > 0) {
    const all = [...lines];
    for (const insert of inserts.sort((a, b) => b.after - a.after))
      all.splice(insert.after, 0, ...insert.lines);
    end = all.join('\n');
  }
  return end + appended.join('');
};
