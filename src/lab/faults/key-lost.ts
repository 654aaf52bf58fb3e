import { variantFault } from './_variant.ts';

/** The operator's laptops lose the VPN's file, with its key, and the key for ssh; the VPN starts anew without. */
export const keyLost = variantFault('key-lost');
