import { variantFault } from './_variant.ts';

/** The gateway is switched off, and comes up 20 years ago: all its daemons read that clock (libfaketime). Operators come again. */
export const clockWrong = variantFault('clock-wrong');
