import type { Device, Site } from '#model/network.ts';
import { cabled, farEnd, isOnManagement, waitsForSwitch } from './_cabling.ts';
import { byRack, bySite } from './_groups.ts';
import { forSeveral, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected a cable to a management switch';
const NO_SWITCH = 'can be managed over production only, expected a management switch in the site';
const TO_MAIN_RACK = 'expected a cable to the management switch of the main rack';

const isCovered = (context: RuleContext, device: Device): boolean =>
  device.ports.some((port) => isOnManagement(context, port));

/** A server without a management connection is R02's and R03's; one that has it on the production network R04's. */
const isLeftToOthers = (context: RuleContext, device: Device): boolean =>
  device.role === 'server' &&
  cabled(context, device, ['management', 'bmc']).every(
    ({ port }) => context.topology.attachment(port.id) !== undefined,
  );

/** What a device that is not covered has instead of a cable to the management network. */
const instead = (context: RuleContext, device: Device): string => {
  const wrong = cabled(context, device, ['management', 'bmc']).map((port) => farEnd(context, port));
  if (wrong.length > 0) return `is managed over ${someOf(wrong)}`;
  const open = device.ports.find((port) => port.kind === 'management');
  return open ? `has nothing plugged into "${open.name}"` : 'has no management port';
};

const uncovered = (context: RuleContext, site: Site): Remark[] =>
  context
    .devicesAt(site.id)
    .filter((device) => !isCovered(context, device) && !isLeftToOthers(context, device))
    .map((device) => {
      const what = instead(context, device);
      return {
        on: device.id,
        place: device.place,
        text: `"${device.id}" ${what}, ${EXPECTED}`,
        group: byRack(context, device, (names) => `${names} ${forSeveral(what)}, ${EXPECTED}`),
      };
    });

/** Management switches that no gateway of their site can be reached from: whatever hangs on them is cut off. */
const islands = (context: RuleContext, site: Site): Remark[] => {
  const { topology } = context;
  const gateways = context.devicesAt(site.id, 'gateway');
  const entered = gateways
    .flatMap((device) => device.ports.map((port) => topology.attachment(port.id)?.switch))
    .filter((id) => id !== undefined);
  if (entered.length === 0) return [];
  return context
    .devicesAt(site.id, 'management-switch')
    .filter((device) => !entered.some((id) => topology.switchPath(device.id, id)))
    .map((device) => ({
      on: device.id,
      place: device.place,
      text: `"${device.id}" leads to no gateway, ${TO_MAIN_RACK}`,
      group: byRack(context, device, (names) => `${names} lead to no gateway, ${TO_MAIN_RACK}`),
    }));
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
      hint: 'add "msw1: management-switch" to the main rack; management ports are wired to it by default',
      group: bySite(context, device, (names) => `${names} ${NO_SWITCH}`),
    }));

/** T01, T13, T18: the management network reaches all devices, by their management ports. */
export const oobCoverage: Rule = {
  id: 'R01',
  name: 'oob-coverage',
  title: 'every device hangs on the management network',
  severity: 'error',
  from: 'b',
  sources: ['T01', 'T13', 'T18', 'NSA20', 'NIP-STIG SV-15442'],
  profiles: ['talk', 'nsa', 'stig'],
  check: (context) =>
    context.network.sites.flatMap((site) =>
      context.devicesAt(site.id, 'management-switch').length === 0
        ? withoutSwitch(context, site)
        : [...islands(context, site), ...uncovered(context, site)],
    ),
};
