import type { Place } from '#base/place.ts';

export const PERMIT_PROTOCOLS = ['tcp', 'udp', 'icmp'] as const;
export type PermitProtocol = (typeof PERMIT_PROTOCOLS)[number];

/** A permit of the user's, beside those that follow from roles (T42): narrow, with a reason. */
export interface NarrowPermit {
  /** A station, an operator, or a jumphost. */
  readonly from: string;
  readonly to: readonly string[];
  readonly protocol: PermitProtocol;
  /** Ports that are asked; none for icmp, which is echo. */
  readonly ports: readonly number[];
  readonly reason: string;
  readonly place: Place;
}
