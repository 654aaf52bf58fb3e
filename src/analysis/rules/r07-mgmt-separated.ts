import { hasRole } from '#model/device.ts';
import type { Cable, CableKind, Device } from '#model/network.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What carries frames between switches; a console line or an interlink joins nothing on layer 2. */
const FRAMES: ReadonlySet<CableKind> = new Set<CableKind>(['management', 'production', 'meta']);

const forwards = (device: Device): boolean => hasRole(device, ...SWITCH_ROLES, 'router');

/** Both ends as devices, the management switch first, if the cable makes one network of management and another. */
const joined = ({ topology }: RuleContext, cable: Cable): [Device, Device] | undefined => {
  const ends = [cable.a, cable.b];
  if (!FRAMES.has(cable.kind) || ends.some((id) => /^(feed|provider):/.test(id))) return undefined;
  const ports = ends.map((id) => topology.port(id));
  const devices = ports.map((port) => topology.device(port.device));
  if (ports.some((port) => port.separate) || !devices.every(forwards)) return undefined;
  // A management port that is not apart from the rest of its device is R55's.
  if (ports.some((port, at) => port.kind === 'management' && !hasRole(devices[at]!, 'management-switch')))
    return undefined;
  const own = devices.find((device) => hasRole(device, 'management-switch'));
  const other = devices.find((device) => !hasRole(device, 'management-switch'));
  return own && other ? [own, other] : undefined;
};

/** Cables of management switches, in the order written; all others are none. */
const candidates = ({ network, topology }: RuleContext): Cable[] => {
  const own = network.devices.filter((device) => hasRole(device, 'management-switch'));
  const cables = own.flatMap((device) => device.ports.map((port) => topology.cableAt(port.id)));
  return [...new Set(cables)].filter((cable) => cable !== undefined);
};

const check = (context: RuleContext): Remark[] =>
  candidates(context).flatMap((cable) => {
    const pair = joined(context, cable);
    if (!pair) return [];
    const [own, other] = pair;
    return [
      {
        on: cable.id,
        place: cable.place,
        text: `"${cable.a} -- ${cable.b}" joins management switch "${own.id}" and ${other.role.replace('-', ' ')} "${other.id}" to one network, expected production apart from it`,
        hint: `plug the management port of "${other.id}" into "${own.id}"; what must pass between them passes a gateway`,
      },
    ];
  });

/** T14: a management network completely separated from the production network. */
export const mgmtSeparated: Rule = {
  id: 'R07',
  name: 'mgmt-separated',
  title: 'no cable joins the management network and another to one',
  severity: 'error',
  from: 'b',
  sources: ['T14', 'CISA24', 'NSA20', 'RFC 3871 2.3.6', 'EU 2024/1774 article 13', 'BSI NET.1.1.A21'],
  profiles: ['talk', 'nsa', 'cisa', 'dora', 'bsi'],
  check,
};
