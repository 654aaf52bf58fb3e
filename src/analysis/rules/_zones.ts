import { addressValue } from './_nft.ts';
import type { RuleContext } from './rule.ts';

/** Management addresses as numbers, by who has them. */
export interface Zones {
  readonly jumphosts: ReadonlySet<bigint>;
  readonly gateways: ReadonlySet<bigint>;
  /** Everything inside that is neither: ring 3. */
  readonly devices: readonly bigint[];
}

const known = new WeakMap<RuleContext, Zones>();

const zonesOfNetwork = ({ network, topology }: RuleContext): Zones => {
  const own = network.addresses.filter((address) => address.network === 'management');
  const of = (test: (role: string) => boolean) =>
    own.filter(({ device }) => test(topology.device(device).role)).map(({ ip }) => addressValue(ip));
  return {
    jumphosts: new Set(of((role) => role === 'jumphost')),
    gateways: new Set(of((role) => role === 'gateway')),
    devices: of((role) => !['jumphost', 'gateway', 'rendezvous'].includes(role)),
  };
};

/** Who has which management address. */
export const zonesOf = (context: RuleContext): Zones => {
  const zones = known.get(context) ?? zonesOfNetwork(context);
  known.set(context, zones);
  return zones;
};
