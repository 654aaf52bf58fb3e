import { bothOf, ownAddresses } from '#addressing/own.ts';
import type { RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';

/** Releases whose sshd punishes sources by default (OpenSSH 9.8 and newer): Debian 13 has 10.0, Ubuntu 25.04 has 9.9. */
const PUNISHES: Readonly<Record<string, number>> = { debian: 13, ubuntu: 25.04 };

/**
 * Whether the inventory says that the host's sshd knows the option. Older ones refuse to start with it and have no way to make a
 * line conditional, so nothing is written where platform and version are not told.
 */
const punishes = ({ device }: Host): boolean => {
  const since = PUNISHES[device.platform?.toLowerCase() ?? ''];
  return since !== undefined && Number.parseFloat(device.version ?? '') >= since;
};

/**
 * Sources that are never punished: gateways, jumphosts and VPN pools, and on a rendezvous operators' networks. Behind a jumphost stands
 * the whole team: three wrong keys within seconds would keep everybody out (sshd_config(5), PerSourcePenalties, authfail and min).
 */
export const penaltyExemptions = ({ network }: RenderContext, host: Host): string[] => {
  if (!punishes(host)) return [];
  const own = ownAddresses(network);
  const shared = network.devices
    .filter(({ role }) => role === 'gateway' || role === 'jumphost')
    .flatMap(({ id }) => bothOf(own.get(id)));
  const pools = network.doors.map(({ pool }) => pool);
  const places = hasRole(host, 'rendezvous') ? network.places.map(({ prefix }) => prefix) : [];
  const all = [...shared, ...pools, ...places];
  return all.length === 0 ? [] : [`PerSourcePenaltyExemptList ${all.join(',')}`];
};
