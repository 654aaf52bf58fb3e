import { hasRole } from '#model/device.ts';
import { type NarrowPermit, PERMIT_PROTOCOLS } from '#model/narrow-permit.ts';
import type { Operator, Station } from '#model/network.ts';
import { devicesMeant, devicesReference } from './device-reference.ts';
import type { Draft } from './draft.ts';
import { expectedDevice } from './nearest-device.ts';
import { keyPlace } from './node.ts';
import { type At, described, integer, list, located, object, oneOf, required, text } from './shape.ts';

const permitShape = object('a permit', {
  from: required(
    described(
      'who starts: a station, an operator or a jumphost',
      located(text('a station, operator or jumphost')),
    ),
  ),
  to: required(devicesReference),
  protocol: required(described('of the question', oneOf('bad-value', 'a protocol', PERMIT_PROTOCOLS))),
  ports: described('ports that are asked; none for icmp', list(integer(1, 65535), 'ports')),
  reason: required(described('why, for whoever reads this next year', text('a reason', '\\S'))),
});

/** Section `permits`: what may pass beside what follows from roles. */
export const permitsShape = list(permitShape, 'permits');

type Entry = NonNullable<ReturnType<typeof permitsShape.read>>[number];

/** Who a permit may start from. Devices inside start nothing but through a jumphost (T34, T42). */
const starter = (
  from: At<string>,
  draft: Draft,
  people: readonly { readonly id: string }[],
): string | undefined => {
  const device = draft.devices.get(from.value);
  if (people.some((one) => one.id === from.value) || (device && hasRole(device, 'jumphost')))
    return from.value;
  if (device) {
    draft.report.error(
      'bad-value',
      from.node,
      `${device.id} is a ${device.role}, expected a station, an operator or a jumphost`,
      { hint: 'devices start nothing of their own inside: begin at a jumphost' },
    );
    return undefined;
  }
  const jumphosts = [...draft.devices.values()]
    .filter((one) => hasRole(one, 'jumphost'))
    .map((one) => one.id);
  const near = expectedDevice(
    draft.report,
    from.value,
    jumphosts,
    people.map((one) => one.id),
  );
  draft.report.error(
    'unknown-name',
    from.node,
    `there is no station, operator or jumphost "${from.value}"${near}`,
  );
  return undefined;
};

const checkPorts = ({ protocol, ports = [], node }: Entry, { report }: Draft): void => {
  if (protocol === 'icmp' && ports.length > 0)
    report.error('bad-value', node, 'icmp has no ports, expected none');
  if (protocol !== undefined && protocol !== 'icmp' && ports.length === 0)
    report.errorAtKey('missing-key', node, `a permit of ${protocol} needs "ports"`);
};

/** The permits that are complete. */
export const resolvePermits = (
  entries: readonly Entry[],
  draft: Draft,
  operators: readonly Operator[],
  stations: readonly Station[],
): NarrowPermit[] =>
  entries.flatMap((entry) => {
    const { from, to, protocol, ports = [], reason, node } = entry;
    checkPorts(entry, draft);
    const start = from && starter(from, draft, [...operators, ...stations]);
    const devices = devicesMeant(draft, to);
    return start && protocol && reason
      ? [{ from: start, to: devices, protocol, ports, reason, place: keyPlace(node) }]
      : [];
  });
