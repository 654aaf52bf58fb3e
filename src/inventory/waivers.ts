import type { Waiver } from '#model/network.ts';
import { soonDay } from './day.ts';
import { keyPlace } from './node.ts';
import { list, object, required, text } from './shape.ts';

const waiverShape = object('a waiver', {
  rule: required(text('the id of a rule, such as "R33"', '^R\\d{2}$')),
  on: required(text('what the finding is about, such as "zrh1/r01/pdu1"')),
  reason: required(text('a reason', '\\S')),
  until: required(soonDay),
});

/** Section `waivers`: findings that somebody accepts. */
export const waiversShape = list(waiverShape, 'waivers');

type Entries = NonNullable<ReturnType<typeof waiversShape.read>>;

/** The waivers that are complete. */
export const resolveWaivers = (entries: Entries): Waiver[] =>
  entries.flatMap(({ rule, on, reason, until, node }) =>
    rule && on && reason && until ? [{ rule, on, reason, until, place: keyPlace(node) }] : [],
  );
