import { cisco } from './cisco.ts';
import { mikrotik } from './mikrotik.ts';
import type { SwitchVendor } from './switch.ts';

/** Vendors of management switches whose language we write, by id. */
export const switchVendors: readonly SwitchVendor[] = [cisco, mikrotik];
