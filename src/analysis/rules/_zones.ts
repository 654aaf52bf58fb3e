import { bothOf } from '#addressing/own.ts';
import { type Device, hasRole } from '#model/device.ts';
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
  const of = (test: (device: Device) => boolean) =>
    own
      .filter(({ device }) => test(topology.device(device)))
      .flatMap((address) => bothOf(address).map(addressValue));
  return {
    jumphosts: new Set(of((device) => hasRole(device, 'jumphost'))),
    gateways: new Set(of((device) => hasRole(device, 'gateway'))),
    devices: of((device) => !hasRole(device, 'jumphost', 'gateway', 'rendezvous')),
  };
};

/** Who has which management address. */
export const zonesOf = (context: RuleContext): Zones => {
  const zones = known.get(context) ?? zonesOfNetwork(context);
  known.set(context, zones);
  return zones;
};
