import { operatorAddress } from '#addressing/pools.ts';
import { narrowPermitsAt } from '#analysis/narrow-permits.ts';
import { joinedSites, SSH, zonesOf } from '#analysis/permits.ts';
import { BREAK_GLASS, holdsKey } from '#model/break-glass.ts';
import type { Operator } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { Leg } from '../_legs.ts';
import { file, header, ROOT } from '../_text.ts';
import type { RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';

/** The two sshd that a host may run: its own, and that of its management namespace. */
export type SshdPart = 'main' | 'namespace';

const FOLDER: Readonly<Record<SshdPart, string>> = {
  main: 'authorized_keys',
  namespace: 'mgmt/authorized_keys',
};

/** Where each operator's keys lie, as `AuthorizedKeysFile` says it. */
export const authorizedKeysPath = (part: SshdPart): string => `${ROOT}/${FOLDER[part]}/%u`;

/** Who else the inventory's own permits let ask these addresses for ssh. */
const permittedTo = (context: RenderContext, site: string, legs: readonly Leg[]): string[] => {
  const own = new Set(legs.map(({ ip }) => ip));
  const dual = legs.some(({ v6 }) => v6 !== undefined);
  return narrowPermitsAt(context.network, site)
    .filter(({ services }) => services.some((one) => one.protocol === SSH.protocol && one.port === SSH.port))
    .filter(({ destinations }) => destinations.some((ip) => own.has(ip)))
    .flatMap(({ sources, sources6 }) => [...sources, ...(dual ? sources6 : [])]);
};

/** Where an operator comes from when the VPN is another way to this host: an address behind each door of its site and those joined to it. */
const fromDoors = ({ network }: RenderContext, host: Host, operator: Operator): string[] => {
  const site = network.sites.find(({ id }) => id === host.device.site);
  if (site?.entry !== 'vpn') return [];
  const sites = new Set([site.id, ...joinedSites(network, site.id)]);
  return network.doors.filter((door) => sites.has(door.site)).map((door) => operatorAddress(door, operator));
};

/**
 * Jumphosts that everybody comes by, as the addresses that a key is good from (T36; sshd(8), AUTHORIZED_KEYS FILE FORMAT, `from`). None
 * where operators come by other ways too: at doors and jumphosts, at production, at a site without a jumphost.
 */
const jumphostsBefore = (context: RenderContext, host: Host, legs: readonly Leg[]): readonly string[] => {
  if (hasRole(host, 'gateway', 'jumphost', 'rendezvous')) return [];
  if (legs.length === 0 || legs.some(({ network }) => network !== 'management')) return [];
  const zones = zonesOf(context.network, host.device.site ?? '');
  const zone = zones.find(({ name }) => name === 'jumphosts');
  const dual = legs.some(({ v6 }) => v6 !== undefined);
  return [...(zone?.elements ?? []), ...(dual ? (zone?.elements6 ?? []) : [])];
};

/** Keys that jumphosts hold themselves: of this site and of those that a wire joins to it. */
const jumphostKeys = ({ network, material }: RenderContext, site: string): string[] => {
  const sites = new Set([site, ...joinedSites(network, site)]);
  return network.devices
    .filter((device) => holdsKey(device) && sites.has(device.site ?? ''))
    .map(({ id }) => `${material.breakGlassKeys[id]} ${id}`);
};

/** The jumphosts' account, good from jumphosts and for a shell only (sshd(8), `restrict`, `pty`). */
const breakGlass = (
  context: RenderContext,
  host: Host,
  part: SshdPart,
  from: readonly string[],
): RenderedFile[] => {
  const keys = from.length === 0 ? [] : jumphostKeys(context, host.device.site ?? '');
  if (keys.length === 0) return [];
  const lines = keys.map((key) => `from="${from.join(',')}",restrict,pty ${key}`);
  return [file(`${FOLDER[part]}/${BREAK_GLASS}`, [header(host, 'keys of jumphosts'), ...lines])];
};

/** Whether jumphosts' own keys open an account of this sshd. */
export const takesBreakGlass = (context: RenderContext, host: Host, legs: readonly Leg[]): boolean =>
  breakGlass(context, host, 'main', jumphostsBefore(context, host, legs)).length > 0;

/** Whose keys may log in, a file for each account; `legs` are those that this sshd listens on. */
export const authorizedKeys = (
  context: RenderContext,
  host: Host,
  part: SshdPart,
  legs: readonly Leg[],
): RenderedFile[] => {
  const jumphosts = jumphostsBefore(context, host, legs);
  const others = jumphosts.length === 0 ? [] : permittedTo(context, host.device.site ?? '', legs);
  const options = (operator: Operator): string => {
    const doors = jumphosts.length === 0 ? [] : fromDoors(context, host, operator);
    const from = [...new Set([...jumphosts, ...others, ...doors])].join(',');
    return from === '' ? '' : `from="${from}" `;
  };
  return [
    ...context.network.operators.map((operator) =>
      file(`${FOLDER[part]}/${operator.id}`, [
        header(host, `keys of ${operator.id}`),
        ...operator.keys.map((key) => `${options(operator)}${key}`),
      ]),
    ),
    ...breakGlass(context, host, part, jumphosts),
  ];
};
