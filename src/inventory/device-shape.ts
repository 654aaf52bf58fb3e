import { LINE_DAEMONS, MANAGEMENT_PROTOCOLS, PORT_KINDS, START_NEEDS } from '#model/network.ts';
import { ROLES, type Role } from '#model/role.ts';
import { macShape } from './mac.ts';
import { named } from './named.ts';
import { portProblem } from './names.ts';
import { addressShape } from './prefixes.ts';
import { described, integer, list, located, nullOr, object, oneOf, scalarOr, text, yesNo } from './shape.ts';

/** Roles that a box can have beside its first: the parts of a small site's one box. */
export const FURTHER = ['jumphost', 'management-switch', 'console-server'] as const satisfies readonly Role[];

const consoleShape = object('a console', {
  speed: described('bits a second', integer(50, 4_000_000)),
  flow: described(
    'flow control',
    oneOf('bad-value', 'flow control', ['none', 'software', 'hardware'] as const),
  ),
  boot: described('whether firmware and boot messages show on it', yesNo),
  password: described('whether a local password gets in when central authentication is gone', yesNo),
});

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
  draw: described('watts', located(integer(0, 100_000))),
  label: described('what is written on it', text('a label')),
  address: described('a management address that it has and keeps', addressShape),
  mac: described('its MAC address, for a reserved lease', macShape),
  ipv6: described('whether it speaks IPv6', yesNo),
});

/** The attributes of a device. */
export const attributesShape = object('a device', {
  role: roleShape,
  also: described(
    'further roles of the same box, such as a gateway that is a switch as well; such a box is not rendered',
    list(located(oneOf('unknown-role', 'a role that a box has beside its first', FURTHER)), 'roles'),
  ),
  number: described('the last digit of its address, if not the number in its name', integer(1, 255)),
  vendor: text('the name of a vendor'),
  type: described(
    'manufacturer/model in the device type library',
    located(text('a device type such as "Dell/PowerEdge R640"')),
  ),
  platform: text('the name of a platform'),
  version: located(text('a version')),
  stack: described('the stack or chassis whose members are configured as one', text('the name of a stack')),
  owner: described('whose it is, if not yours: a landlord', text('the name of an owner')),
  'power-return': described(
    'what it does when its power returns',
    oneOf('bad-value', 'what a device does then', ['on', 'off', 'last'] as const),
  ),
  'power-on-delay': described(
    'seconds from one outlet of a PDU to the next when its power returns; all at once if not said',
    located(integer(0, 600)),
  ),
  'starts-with': described(
    'what it waits for at its start, though it runs without: a disk passphrase on the console, a lease, a name, the time',
    list(oneOf('bad-value', 'what a device waits for', START_NEEDS), 'needs'),
  ),
  protocols: described(
    'protocols that its management speaks',
    list(oneOf('bad-value', 'a management protocol', MANAGEMENT_PROTOCOLS), 'protocols'),
  ),
  routing: described(
    'routing protocols that it runs',
    list(text('a routing protocol such as "bgp"', '^[a-z0-9-]{1,20}$'), 'routing protocols'),
  ),
  'spanning-tree': described('whether it runs spanning tree', yesNo),
  'storm-control': described(
    'whether its edge ports limit broadcasts; written for a management switch that RelaxOps renders',
    yesNo,
  ),
  'break-glass-key': described(
    "whether a jumphost holds a key of its own, with a passphrase, for when nobody's own key opens anything",
    located(yesNo),
  ),
  ipv6: described("whether its management ports speak IPv6; otherwise its type's word counts", yesNo),
  console: described('how its console is set', consoleShape),
  'serial-lines': described(
    'what serves the serial lines of a console server, `ser2net` if not said: conserver logs all that a line ever says, and has one writer',
    oneOf('bad-value', 'a daemon for serial lines', LINE_DAEMONS),
  ),
  bmc: described(
    'the LAN of its BMC',
    located(oneOf('bad-value', 'a kind of BMC LAN', ['dedicated', 'shared', 'failover', 'none'] as const)),
  ),
  management: described(
    'how a server without BMC is managed: through a port of its own in a network namespace',
    located(oneOf('bad-value', 'a kind of management', ['namespace', 'port', 'none'] as const)),
  ),
  rendered: described('whether RelaxOps writes its configuration', located(yesNo)),
  psus: described('power inlets', located(integer(0, 8))),
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
