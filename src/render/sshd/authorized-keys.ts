import { narrowPermitsAt } from '#analysis/narrow-permits.ts';
import { SSH, zonesOf } from '#analysis/permits.ts';
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
  return narrowPermitsAt(context.network, site)
    .filter(({ services }) => services.some((one) => one.protocol === SSH.protocol && one.port === SSH.port))
    .filter(({ destinations }) => destinations.some((ip) => own.has(ip)))
    .flatMap(({ sources }) => sources);
};

/**
 * Addresses that a key is good from (T36; sshd(8), AUTHORIZED_KEYS FILE FORMAT, `from`): behind the jumphosts, theirs. Undefined where
 * operators come by other ways too: doors and jumphosts, production, a site without a jumphost.
 */
const pins = (context: RenderContext, host: Host, legs: readonly Leg[]): readonly string[] | undefined => {
  if (hasRole(host, 'gateway', 'jumphost', 'rendezvous')) return undefined;
  if (legs.length === 0 || legs.some(({ network }) => network !== 'management')) return undefined;
  const site = host.device.site ?? '';
  const jumphosts = zonesOf(context.network, site).find(({ name }) => name === 'jumphosts')?.elements ?? [];
  return jumphosts.length > 0 ? [...new Set([...jumphosts, ...permittedTo(context, site, legs)])] : undefined;
};

/** Whose keys may log in, a file for each operator; `legs` are those that this sshd listens on. */
export const authorizedKeys = (
  context: RenderContext,
  host: Host,
  part: SshdPart,
  legs: readonly Leg[],
): RenderedFile[] => {
  const from = pins(context, host, legs);
  const options = from === undefined ? '' : `from="${from.join(',')}" `;
  return context.network.operators.map(({ id, keys }) =>
    file(`${FOLDER[part]}/${id}`, [header(host, `keys of ${id}`), ...keys.map((key) => `${options}${key}`)]),
  );
};
