import { parse } from 'yaml';
import { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import type { Kept, Memory } from '../memory.ts';
import { scalar } from '../yaml-lines.ts';

/** What the last import wrote, and which names and numbers it gave. */
export interface State {
  readonly text: string;
  readonly kept: Memory;
}

const BREAK = '\n---\n';

const HEAD = `# Above: what the last import wrote, to tell later what NetBox changed from what you changed. Below: which thing of NetBox has
# which name and number here, so that it keeps them. Keep this file in version control, and leave it as it is.
`;

const keptSchema = z.record(
  z.string(),
  z.object({
    at: z.string(),
    called: z.string(),
    number: z.number().int(),
    role: z.string().optional(),
  }),
);

const line = ([key, { at, called, number, role }]: readonly [string, Kept]): string => {
  const more = role === undefined ? '' : `, role: ${role}`;
  return `${key}: { at: ${scalar(at)}, called: ${JSON.stringify(called)}, number: ${number}${more} }\n`;
};

/** The file beside the inventory: two documents of YAML, the first of them the inventory as it was imported. */
export const stateText = ({ text, kept }: State): string =>
  `${text.replace(/\n$/, '')}${BREAK}${HEAD}${[...kept].map(line).join('') || '{}\n'}`;

/** What such a file holds, or why not. */
export const readState = (text: string): Result<State, string> => {
  const at = text.lastIndexOf(BREAK);
  if (at < 0) return fail('it has no second document');
  try {
    const read = keptSchema.safeParse(parse(text.slice(at + BREAK.length), { maxAliasCount: 0 }));
    if (!read.success) return fail('its names and numbers cannot be understood');
    const kept = Object.entries(read.data).map(
      ([key, { role, ...rest }]) => [key, { ...rest, ...(role === undefined ? {} : { role }) }] as const,
    );
    return ok({ text: `${text.slice(0, at)}\n`, kept: new Map(kept) });
  } catch {
    return fail('its second document is not YAML');
  }
};
