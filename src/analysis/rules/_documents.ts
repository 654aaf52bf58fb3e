import type { DocumentCopy } from '#model/network.ts';
import { latest } from './_age.ts';
import type { RuleContext } from './rule.ts';

/** When a copy was last brought up to date, by the inventory or the records; undefined: nobody says. */
export const updatedOn = ({ records }: RuleContext, { id, updated }: DocumentCopy): string | undefined => {
  const noted = records?.copies?.filter((copy) => copy.document === id).map(({ date }) => date) ?? [];
  return latest([updated, ...noted]);
};

export const NO_DOCUMENTS = 'no "documents" are written';
