import { variantFault } from './_variant.ts';
import type { Fault } from './fault.ts';

const other = variantFault('aaa-rejecting');

/** The authentication servers start anew with nobody in their list: they answer, and refuse everybody. */
export const aaaRejecting: Fault = {
  ...other,
  mend: async (lab, scope, network) => {
    await other.mend(lab, scope, network);
    await lab.ready();
  },
};
