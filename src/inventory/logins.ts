import { ownAddresses } from '#addressing/own.ts';
import type { Dependency } from '#model/dependency.ts';
import { loginServices, serversFor } from '#model/login-service.ts';
import type { Network } from '#model/network.ts';
import { devicesMeant } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { child, type Node } from './node.ts';
import type { Report } from './report.ts';
import type { At } from './shape.ts';

/** What is written of a service whose clients are named. */
interface Written {
  readonly node: Node;
  readonly kind: Dependency['kind'] | undefined;
  readonly use: Dependency['use'] | undefined;
  readonly fallback: Dependency['fallback'] | undefined;
}

/** Who asks it is known of authentication only, on devices of ours, and a login that asks cannot do without the answer. */
export const checkLoginService = ({ node, kind, use, fallback }: Written, report: Report): void => {
  const wrong = (key: string, text: string, hint: string): void => {
    const at = child(node, key);
    if (at) report.errorAtKey('bad-value', at, text, { hint });
  };
  if (kind !== undefined && kind !== 'aaa')
    wrong(
      'logins',
      `no login asks a service of kind "${kind}"`,
      'only of kind aaa it is said whose logins ask',
    );
  for (const key of ['provider', 'feed'])
    wrong(
      key,
      'logins ask a device of the management network, expected "on"',
      'RADIUS hides little of what it carries (RFC 2865 section 8), so it stays inside',
    );
  if (use !== undefined && use !== 'access')
    wrong('use', `logins ask it, so its use is not "${use}"`, 'leave "use" out, or write access');
  if (fallback === 'cache' || fallback === 'other-way')
    wrong(
      'fallback',
      `a login falls back to nothing that is called "${fallback}"`,
      'write local-account or none',
    );
};

/** The devices meant, as far as they are at the sites; none written: everywhere. A reference that means none of them is reported. */
export const loginsWithin = (
  draft: Draft,
  references: readonly At<string>[],
  sites: readonly string[],
): string[] => {
  const all = new Set(devicesMeant(draft, references));
  if (sites.length === 0) return [...all];
  const isHere = (id: string): boolean => sites.includes(id.split('/')[0]!);
  for (const reference of references) {
    const id = reference.value;
    if (all.has(id) && !isHere(id))
      draft.report.error(
        'means-nothing',
        reference.node,
        `"${id}" is at none of its sites, expected a device of ${sites.join(', ')}`,
      );
  }
  return [...all].filter(isHere);
};

const noWay = (network: Network, id: string, service: string): [text: string, hint: string] => {
  if (!ownAddresses(network).has(id))
    return [
      `the logins of ${id} ask "${service}", and it has no address of its own inside`,
      'leave it out of "logins"',
    ];
  return [
    `nothing leads from ${id} to a device that "${service}" runs on`,
    'management ports reach the gateways of their site, and only those of gateways and jumphosts reach more: put it on a gateway of the site',
  ];
};

/** One daemon on a device is one service: whoever stops it stops all that asks there. */
const checkServers = (network: Network, report: Report): void => {
  const serving = new Map<string, string>();
  for (const service of loginServices(network))
    for (const id of service.on) {
      const before = serving.get(id);
      serving.set(id, service.id);
      if (before !== undefined)
        report.add('error', 'serves-twice', service.place, `"${before}" runs on ${id} already`, {
          on: service.id,
          hint: 'one service may be asked by all of these logins; another one needs a device of its own',
        });
    }
};

/** Every login that asks has a server that it can reach, and asks one service. */
export const checkLogins = (network: Network, report: Report): void => {
  checkServers(network, report);
  const asked = new Map<string, string>();
  const own = ownAddresses(network);
  // One that is on no device has been reported already.
  for (const service of loginServices(network).filter(({ on }) => on.length > 0))
    for (const id of service.logins) {
      const before = asked.get(id);
      asked.set(id, service.id);
      if (before !== undefined)
        report.add('error', 'asks-twice', service.place, `the logins of ${id} ask "${before}" already`, {
          on: service.id,
          hint: 'one service may run on several devices, which are asked in turn',
        });
      const servers = serversFor(network, service, id).filter((server) => own.has(server.id));
      if (own.has(id) && servers.length > 0) continue;
      const [text, hint] = noWay(network, id, service.id);
      report.add('error', 'no-way', service.place, text, { on: service.id, hint });
    }
};
