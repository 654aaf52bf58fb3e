import type { BreakGlassAccount } from '#model/network.ts';
import { dayShape, pastDay } from './day.ts';
import { defined } from './defined.ts';
import { devicesMeant, devicesReference } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { type Named, named } from './named.ts';
import { userProblem } from './names.ts';
import { child, keyPlace } from './node.ts';
import { described, object, required, yesNo } from './shape.ts';

const accountShape = object('an account', {
  on: required(devicesReference),
  console: described('whether it is let in on the console, by default yes', yesNo),
  logged: described('whether its use is logged where others see it', yesNo),
  rotated: described('the day on which its secret was last changed', pastDay),
  expires: described('the last day on which its secret is good', dayShape),
});

/** Section `accounts`: local accounts for when central authentication is gone. */
export const accountsShape = named('a map of accounts', userProblem, accountShape);

type Entry = Named<NonNullable<ReturnType<typeof accountShape.read>>>;

/** The local accounts. Their secrets are not here. */
export const resolveAccounts = (entries: readonly Entry[], draft: Draft): BreakGlassAccount[] =>
  entries.flatMap(({ name, node, value }) => {
    if (!value) return [];
    const { logged, rotated, expires } = value;
    const on = devicesMeant(draft, value.on);
    if (expires !== undefined && rotated !== undefined && expires < rotated)
      draft.report.errorAtKey(
        'bad-value',
        child(value.node, 'expires')!,
        `the secret ends on "${expires}", before it was changed on "${rotated}", expected a later day`,
      );
    return [
      defined({
        id: name,
        on,
        console: value.console ?? true,
        logged,
        rotated,
        expires,
        place: keyPlace(node),
      }),
    ];
  });
