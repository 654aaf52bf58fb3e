import type { Place } from '#base/place.ts';

/** IPv6 beside IPv4, in the management network: from which prefix, and which device types can. */
export interface DualStack {
  /** A unique local prefix (RFC 4193): `fd12:3456:789a::/48`. */
  readonly prefix: string;
  /** By `manufacturer/model`: whether its management speaks IPv6. */
  readonly types: Readonly<Record<string, boolean>>;
  readonly place: Place;
}
