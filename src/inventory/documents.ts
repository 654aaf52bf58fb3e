import type { DocumentCopy, Operator, Provider } from '#model/network.ts';
import { pastDay } from './day.ts';
import { defined } from './defined.ts';
import { deviceMeant } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { type Named, named } from './named.ts';
import { nameProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { checkOnlyOne } from './only-one.ts';
import { checkProvider, providerReference } from './providers.ts';
import { knownName, knownNames } from './reference.ts';
import { described, list, located, object, text } from './shape.ts';

const operator = located(text('the name of an operator'));

const documentShape = object('a copy of the documentation', {
  with: described('the operator in whose pocket or laptop it is', operator),
  on: described('the device that it is stored on', located(text('a device'))),
  provider: described('the provider that it is stored at', providerReference),
  updated: described('the day on which it was last brought up to date', pastDay),
  known: described('operators who know where it is', list(operator, 'operators')),
});

/** Section `documents`: copies of the documentation, and where they are. */
export const documentsShape = named('a map of copies', nameProblem, documentShape);

type Entry = Named<NonNullable<ReturnType<typeof documentShape.read>>>;

/** Where the documentation is. */
export const resolveDocuments = (
  entries: readonly Entry[],
  draft: Draft,
  operators: readonly Operator[],
  providers: readonly Provider[],
): DocumentCopy[] => {
  const names = operators.map((one) => one.id);
  return entries.flatMap(({ name, node, value }) => {
    if (!value) return [];
    checkOnlyOne(value.node, ['with', 'on', 'provider'], `copy "${name}"`, draft.report);
    return [
      defined({
        id: name,
        with: knownName(value.with, names, 'operator', draft.report),
        on: deviceMeant(draft, value.on),
        provider: checkProvider(value.provider, providers, draft.report),
        updated: value.updated,
        known: knownNames(value.known, names, 'operator', draft.report),
        place: keyPlace(node),
      }),
    ];
  });
};
