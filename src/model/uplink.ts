import type { Place } from '#base/place.ts';
import type { ManagementProtocol } from './device.ts';

export type Medium = 'fibre' | 'copper' | 'mobile' | 'satellite' | 'lan';
export type UplinkPurpose = 'production' | 'management';

export interface Uplink {
  /** The id of the port that it ends on; also the id of its cable. */
  readonly id: string;
  readonly site?: string;
  readonly device: string;
  readonly port: string;
  readonly provider: string;
  readonly medium: Medium;
  readonly purpose: UplinkPurpose;
  /** Whether the provider lets connections in. By default not on mobile and satellite. */
  readonly inbound: boolean;
  /** The static outside address with its length, such as `203.0.113.2/29`. Absent: dynamic, behind the provider's NAT. */
  readonly address?: string;
  /** Next hop; with `address` by default the first host of its network. */
  readonly gateway?: string;
  /** Production prefix that is routed to this uplink's router, such as `192.0.2.0/27`. */
  readonly prefix?: string;
  /** Bytes. */
  readonly mtu: number;
  /**
   * A landlord's management LAN: the provider lets only the operators' networks reach this port (scenario A).
   */
  readonly landlord: boolean;
  /** Local loop and building entry: lines that share one are dug up together. */
  readonly lastMile?: string;
  /** Whether its outside address is of our own prefixes, announced by production's routers. */
  readonly ownPrefix?: boolean;
  /** Protocols that answer to anybody on the Internet there, for boxes that RelaxOps does not render. */
  readonly open?: readonly ManagementProtocol[];
  /** Megabits a second, and gigabytes a month, where limited. */
  readonly rate?: number;
  readonly dataCap?: number;
  /** Whether its modem waits for a PIN after it has been without power. */
  readonly simPin?: boolean;
  readonly place: Place;
}

/** A wire between two sites' gateways that nothing depends on (T29, T30). */
export interface Interlink {
  /** The id of the cable. */
  readonly id: string;
  /** Gateways, one at each end. */
  readonly a: string;
  readonly b: string;
  readonly place: Place;
}
