import { blockedAt } from '#model/isolation.ts';
import type { Device, Site } from '#model/network.ts';
import type { Attachment } from '#model/topology.ts';
import { type Cabled, cabled, farEnd, isOnManagement, waitsForSwitch, writtenAt } from './_cabling.ts';
import { byRack, bySite } from './_groups.ts';
import { forSeveral, someOf } from './_text.ts';
import { thenWired } from './_wiring.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected a cable to a management switch';
const NO_SWITCH = 'can be managed over production only, expected a management switch in the site';

interface DeadEnd {
  readonly what: string;
  readonly hint: string;
}
const NO_GATEWAY: DeadEnd = {
  what: 'gateway that somebody comes in by, expected one',
  hint: 'cable it to the management switch of the main rack',
};
const NO_JUMPHOST: DeadEnd = {
  what: 'jumphost, expected one: operators come no further than gateways',
  hint: 'add "jump1: jumphost" to the main rack',
};

const PAST_ISOLATION: DeadEnd = {
  what: 'jumphost past isolated ports, expected gateways and jumphosts on one switch, the middle of the star',
  hint: 'cable both to the management switch of the main rack',
};

const isCovered = (context: RuleContext, device: Device): boolean =>
  device.ports.some((port) => isOnManagement(context, port));

/** A server without a management connection is R02's and R03's; one that has it on the production network R04's. */
const isLeftToOthers = (context: RuleContext, device: Device): boolean =>
  device.role === 'server' &&
  cabled(context, device, ['management', 'bmc']).every(
    ({ port }) => context.topology.attachment(port.id) !== undefined,
  );

/** What a device that is not covered has instead of a cable to the management network. */
const instead = (context: RuleContext, device: Device, wrong: readonly Cabled[]): string => {
  if (wrong.length > 0) return `is managed over ${someOf(wrong.map((port) => farEnd(context, port)))}`;
  const open = device.ports.find((port) => port.kind === 'management');
  return open ? `has nothing plugged into "${open.name}"` : 'has no management port';
};

const uncovered = (context: RuleContext, site: Site): Remark[] =>
  context
    .devicesAt(site.id)
    .filter((device) => !isCovered(context, device) && !isLeftToOthers(context, device))
    .map((device) => {
      const wrong = cabled(context, device, ['management', 'bmc']);
      const what = instead(context, device, wrong);
      return {
        on: device.id,
        place: writtenAt(
          device,
          wrong.map(({ cable }) => cable),
        ),
        text: `"${device.id}" ${what}, ${EXPECTED}`,
        group: byRack(context, device, (names) => `${names} ${forSeveral(what)}, ${EXPECTED}`),
      };
    });

/** Where these devices hang on switches. */
const endsOf = ({ topology }: RuleContext, devices: readonly Device[]): Attachment[] =>
  devices
    .flatMap((device) => device.ports.map((port) => topology.attachment(port.id)))
    .filter((end) => end !== undefined);

/** Gateways by which somebody comes in: over a door, or from another site. */
const openGateways = ({ network, devicesAt }: RuleContext, site: Site): Device[] => {
  const open = new Set([
    ...network.doors.map((door) => door.gateway),
    ...network.interlinks.flatMap((link) => [link.a, link.b]),
  ]);
  return devicesAt(site.id, 'gateway').filter((device) => open.has(device.id));
};

/** Gateways from which a wire leads to a site with a jumphost. Whether that is enough, R17 judges. */
const wiredGateways = ({ network, topology, devicesAt }: RuleContext, site: Site): Device[] =>
  network.interlinks
    .flatMap(({ a, b }) => [
      { near: topology.device(a), far: topology.device(b) },
      { near: topology.device(b), far: topology.device(a) },
    ])
    .filter(({ near, far }) => near.site === site.id && devicesAt(far.site ?? '', 'jumphost').length > 0)
    .map(({ near }) => near);

/** Where operators come from to the site's devices: its jumphosts, and those of other sites. */
const beyondGateways = (context: RuleContext, site: Site): Device[] => [
  ...context.devicesAt(site.id, 'jumphost'),
  ...wiredGateways(context, site),
];

/** What a switch leads to none of, if anything. A site that nobody comes into is R11's. */
const deadEnd = (context: RuleContext, site: Site): ((device: Device) => DeadEnd | undefined) => {
  const { topology } = context;
  const gateways = endsOf(context, openGateways(context, site));
  const jumphosts = endsOf(context, beyondGateways(context, site));
  const leadsTo = (device: Device, ends: readonly Attachment[]) =>
    ends.some((end) => topology.switchPath(device.id, end.switch));
  // What hangs on a switch hangs on isolated ports.
  const passes = (device: Device, ends: readonly Attachment[]) =>
    ends.some((end) => {
      const path = topology.switchPath(device.id, end.switch);
      return path && blockedAt(topology, path, [undefined, end.cable]) === undefined;
    });
  return (device) => {
    if (gateways.length === 0) return undefined;
    if (!leadsTo(device, gateways)) return NO_GATEWAY;
    if (!leadsTo(device, jumphosts)) return NO_JUMPHOST;
    return passes(device, jumphosts) ? undefined : PAST_ISOLATION;
  };
};

/** Management switches that nobody gets to: whatever hangs on them is cut off, and not said again. */
const islands = (context: RuleContext, site: Site): Remark[] => {
  const endOf = deadEnd(context, site);
  return context.devicesAt(site.id, 'management-switch').flatMap((device) => {
    const end = endOf(device);
    if (!end) return [];
    const { what, hint } = end;
    return [
      {
        on: device.id,
        place: device.place,
        text: `"${device.id}" leads to no ${what}`,
        hint,
        group: bySite(context, device, (names) => `${names} lead to no ${what}`),
      },
    ];
  });
};

const withoutSwitch = (context: RuleContext, site: Site): Remark[] =>
  context
    .devicesAt(site.id)
    .filter((device) => !isCovered(context, device))
    .filter((device) => device.role !== 'server' || waitsForSwitch(context, device))
    .map((device) => ({
      on: device.id,
      place: device.place,
      text: `"${device.id}" ${NO_SWITCH}`,
      hint: thenWired(
        context,
        'add "msw1: management-switch" to the main rack',
        'management ports are wired to it',
      ),
      group: bySite(context, device, (names) => `${names} ${NO_SWITCH}`),
    }));

/** T01, T13, T18: the management network reaches all devices, by their management ports. */
export const oobCoverage: Rule = {
  id: 'R01',
  name: 'oob-coverage',
  title: 'every device hangs on the management network',
  severity: 'error',
  from: 'b',
  sources: ['T01', 'T13', 'T18', 'T34', 'NSA20', 'NIP-STIG SV-15442'],
  profiles: ['talk', 'nsa', 'stig'],
  check: (context) =>
    context.network.sites.flatMap((site) =>
      context.devicesAt(site.id, 'management-switch').length === 0
        ? withoutSwitch(context, site)
        : [...islands(context, site), ...uncovered(context, site)],
    ),
};
