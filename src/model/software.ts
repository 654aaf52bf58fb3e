import type { Place } from '#base/place.ts';
import type { Device } from './device.ts';

/** Release trains: one that only gets fixes, the usual one, the newest (T60). */
export const TRAINS = ['long-support', 'standard', 'feature'] as const;
export type Train = (typeof TRAINS)[number];

/** A version of a platform, and what is known of it. Days are ISO dates. */
export interface Software {
  readonly id: string;
  readonly platform: string;
  readonly version?: string;
  readonly train?: Train;
  /** When somebody last checked that it is patched (T32). */
  readonly reviewed?: string;
  readonly supportedUntil?: string;
  /** Parts that can fail together wherever they run: `openssh`. */
  readonly components: readonly string[];
  readonly place: Place;
}

/** The entry that tells of a device's software: that of its version, else that of its platform. */
export const softwareOf = (software: readonly Software[], device: Device): Software | undefined => {
  const platform = software.filter((one) => one.platform === device.platform);
  return (
    platform.find((one) => one.version !== undefined && one.version === device.version) ??
    platform.find((one) => one.version === undefined)
  );
};
