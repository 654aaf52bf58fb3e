import type { Device } from './network.ts';

/** The account of ring 3 that the jumphosts' own keys open, when nobody's own key does any more. */
export const BREAK_GLASS = 'break-glass';

/** Whether the jumphost holds a key of its own (T35: it may): the inventory says so, and RelaxOps writes its configuration. */
export const holdsKey = (device: Device): boolean =>
  device.role === 'jumphost' && device.rendered && device.breakGlassKey === true;
