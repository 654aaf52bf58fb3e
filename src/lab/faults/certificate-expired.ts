import { variantFault } from './_variant.ts';

/**
 * The gateway gets a certificate that the lab's own authority issued and that ended yesterday; its tunnels start anew with it, and
 * operators come again. It stands once each of them has heard how their handshake ended.
 */
export const certificateExpired = variantFault('certificate-expired');
