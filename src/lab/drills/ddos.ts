import type { Drill, Event } from './drill.ts';
import { hostname, inBandServers, laptopOf, SSH } from './places.ts';

/** Production's lines are full; the management network has lines of its own. */
export const ddos: Drill = {
  id: 'ddos',
  title: "a flood fills production's uplinks: in by the out-of-band line",
  source: 'T04',
  lesson:
    "Whoever manages over production's lines is locked out with everybody else. The out-of-band line must be another provider's.",
  on: (ground) => {
    const laptop = laptopOf(ground);
    const server = inBandServers(ground)[0]?.id;
    const { network, topology } = ground;
    const uplinks = network.uplinks.filter(({ device }) => topology.device(device).role === 'router');
    const router = uplinks.find(
      ({ device }) =>
        topology.device(device).site === topology.device(server ?? uplinks[0]?.device ?? '').site,
    )?.device;
    if (!laptop) return 'no door that an operator comes in by';
    if (!server || !router) return 'no server behind a production uplink';
    const cables = uplinks.flatMap(({ port }) => topology.cableAt(port)?.id ?? []);
    const event = (verb: 'breaks' | 'mends', why: string): Event[] =>
      cables.map((cable) => ({ why, ...{ [verb]: `link-saturated:${cable}` } }) as Event);
    const inBand = `${SSH} ${server}.in-band hostname`;
    return [
      {
        why: 'Production works.',
        at: laptop,
        command: inBand,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
      },
      ...event('breaks', 'Somebody floods the uplink.'),
      {
        why: 'Production is out of reach for everybody.',
        at: laptop,
        command: inBand,
        expect: { exit: 'fails' },
        within: 30,
      },
      {
        why: 'The router that is under attack, by its management port: still there. It drops what does not fit.',
        at: laptop,
        command: `${SSH} ${router} 'hostname; ip -brief address'`,
        expect: { says: `^${hostname(router)}\\r?$`, exit: 'succeeds' },
      },
      ...event('mends', 'You have called the provider, who filters.'),
      {
        why: 'Production is back.',
        at: laptop,
        command: inBand,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
        within: 30,
      },
    ];
  },
};
