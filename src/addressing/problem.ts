/** What the plan cannot do, about which thing of the network. */
export interface AddressProblem {
  readonly code: 'address-overflow' | 'address-collision' | 'address-outside';
  readonly text: string;
  readonly hint?: string;
  /** The device, rack, site, uplink or interlink that caused it. */
  readonly on: string;
  /** The one that was there before. */
  readonly before?: string;
}
