import { variantFault } from './_variant.ts';

/** Every VPN server gets a revocation list whose next update was due yesterday, signed by the lab's authority, and starts anew; so do operators. */
export const crlExpired = variantFault('crl-expired');
