import { failureId } from '#model/failure.ts';
import type { Fault } from './fault.ts';

/** A failure that is other files on disks: the plan has a variant of its name for every scope that this lab can break. */
export const variantFault = (id: string): Fault => ({
  id,
  scopes: (_network, { variants = [] }) =>
    variants.flatMap(({ name }) => (name.startsWith(`${id}:`) ? [name.slice(id.length + 1)] : [])),
  cause: async (lab, scope) => {
    await lab.vary(failureId({ kind: id, scope }));
  },
  mend: async (lab, scope) => {
    await lab.unvary(failureId({ kind: id, scope }));
  },
});
