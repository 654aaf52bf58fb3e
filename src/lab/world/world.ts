import { must } from '#base/result.ts';
import { BREAK_GLASS, holdsKey } from '#model/break-glass.ts';
import { doorVantage, entrants, insideAddress } from '#model/entrant.ts';
import type { Network } from '#model/network.ts';
import { renderContext } from '#render/context.ts';
import { fillSecrets } from '#secrets/fill.ts';
import type { LabPlan } from '../plan.ts';
import { deviceHosts, deviceWires, outlets } from './devices.ts';
import { emulatedIn } from './emulated.ts';
import { planInternet } from './internet.ts';
import { internetHosts, transitWires } from './internet-hosts.ts';
import {
  LAPTOP,
  laptopAt,
  laptopHosts,
  laptopsIn,
  laptopWires,
  otherLaptopAt,
  stationHosts,
  stationWires,
} from './laptops.ts';
import { playedLogins } from './login-service.ts';
import { type LabMaterial, withLabKeys } from './material.ts';
import { nameHosts, nameWires, playedNames, resolverFiles, serviceWire } from './name-service.ts';
import { floodsOf, variantsOf } from './variants.ts';

/** A place from which an operator tries, and the host of the lab that stands for it. */
export interface Vantage {
  /** `internet`, `door:zrh1/r01/gw1`, `jumphost:zrh1/r01/jump1` */
  readonly id: string;
  readonly host: string;
  /** The only address that is tried from there; absent: every one. */
  readonly only?: string;
}

/** A second person at each door, who shows whether others get in. */
const others = (network: Network): Vantage[] => {
  const second = entrants(network)[1];
  return network.doors.flatMap(({ id }): Vantage[] => {
    const only = insideAddress(network, id);
    return second && only ? [{ id: doorVantage(id, second, 1), host: otherLaptopAt(id), only }] : [];
  });
};

/** Every vantage point of the network: an operator's own network, each door, each jumphost. */
export const vantagesOf = (network: Network): Vantage[] => [
  { id: 'internet', host: LAPTOP },
  ...network.doors.map((door) => ({ id: `door:${door.id}`, host: laptopAt(door.id) })),
  ...network.devices
    .filter((device) => device.role === 'jumphost')
    .map((device) => ({ id: `jumphost:${device.id}`, host: device.id })),
  ...others(network),
];

/** The lab of a network: its devices with their rendered roots, and a world around them. */
export const labPlan = (inventory: Network, made: LabMaterial, name = inventory.name): LabPlan => {
  const network = withLabKeys(playedLogins(inventory, made.parts), made);
  const { material, secrets } = made;
  const internet = planInternet(
    network,
    playedNames(network, made.parts).map(({ id, provider }) => ({
      id: serviceWire(id),
      provider: must(provider, `provider of ${id}`),
    })),
  );
  const context = renderContext(network, material, internet.outside);
  const laptops = laptopHosts(context, resolverFiles(network, internet, made.parts));
  const hosts = [
    ...deviceHosts(context, made),
    ...internetHosts(
      network,
      internet,
      network.places.map((_, place) => laptopsIn(network, place)),
    ),
    ...laptops,
    ...stationHosts(context, internet),
    ...nameHosts(network, internet, made.parts),
  ];
  return {
    name,
    hosts: hosts.map((host) => ({ ...host, files: fillSecrets(host.files, secrets) })),
    wires: [
      ...deviceWires(context, internet),
      ...transitWires(network),
      ...laptopWires(network),
      ...stationWires(network, internet),
      ...nameWires(network, internet, made.parts),
    ],
    feeds: network.feeds.map((feed) => feed.id),
    breakers: network.feeds.flatMap(({ id, watts }) => (watts === undefined ? [] : [{ feed: id, watts }])),
    outlets: outlets(network, context.topology),
    users: [
      ...network.operators.map((operator) => operator.id),
      ...(network.devices.some(holdsKey) ? [BREAK_GLASS] : []),
    ],
    emulated: emulatedIn(context, secrets, made.parts),
    variants: variantsOf({ context, made, internet }),
    floods: floodsOf(network, internet),
  };
};
