import { PORT_KINDS } from '#model/network.ts';
import { ROLES } from '#model/role.ts';
import { portProblem } from './names.ts';
import { described, integer, located, named, nullOr, object, oneOf, scalarOr, text, yesNo } from './shape.ts';

const roleShape = described(
  'what the device is for',
  located(
    oneOf(
      'unknown-role',
      'a role',
      ROLES.filter((role) => role !== 'rendezvous'),
    ),
  ),
);

const portShape = object('a port', {
  kind: oneOf('unknown-kind', 'a kind of port', PORT_KINDS),
  separate: described('lives apart from what the device forwards and serves', yesNo),
  draw: described('watts', integer(0, 100_000)),
});

/** The attributes of a device. */
export const attributesShape = object('a device', {
  role: roleShape,
  number: described('the last digit of its address, if not the number in its name', integer(1, 255)),
  vendor: text('the name of a vendor'),
  type: described(
    'manufacturer/model in the device type library',
    located(text('a device type such as "Dell/PowerEdge R640"')),
  ),
  platform: text('the name of a platform'),
  version: text('a version'),
  bmc: described(
    'the LAN of its BMC',
    oneOf('bad-value', 'a kind of BMC LAN', ['dedicated', 'shared', 'failover', 'none'] as const),
  ),
  management: described(
    'how a server without BMC is managed: through a port of its own in a network namespace',
    oneOf('bad-value', 'a kind of management', ['namespace', 'port', 'none'] as const),
  ),
  rendered: described('whether RelaxOps writes its configuration', yesNo),
  psus: described('power inlets', integer(0, 8)),
  ports: described(
    'ports that it has besides, or otherwise; null removes one',
    named('a map of ports', portProblem, nullOr(portShape)),
  ),
});

/** An entry of a template or rack: a role, attributes, or nothing, which removes. */
export const deviceShape = nullOr(scalarOr(roleShape, attributesShape));

export type Attributes = NonNullable<ReturnType<typeof attributesShape.read>>;
export type DeviceEntry = ReturnType<typeof deviceShape.read>;
export type PortOverride = NonNullable<Attributes['ports']>[number];
