import { failureId } from '#model/failure.ts';
import type { Material, Secrets } from '#model/material.ts';
import type { Door, Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type RenderContext, renderContext } from '#render/context.ts';
import { renderHost } from '#render/render-host.ts';
import { fillSecrets } from '#secrets/fill.ts';
import { CLOCK_FILE } from '../hardware/boot-script.ts';
import type { LabChange, LabFlood, LabSaying, LabVariant } from '../plan.ts';
import { banFlood, banVariant } from './door-ban.ts';
import type { Internet } from './internet.ts';
import { ipOf, operatorNets } from './internet.ts';
import { CORE, STRANGERS } from './internet-hosts.ts';
import { clientPath, clientUnit, LOGIN_KEY, laptopOwners } from './laptops.ts';
import { rejectingVariants } from './login-service.ts';
import type { LabMaterial } from './material.ts';

/** What can be done to the disks of the lab's hosts, by the failure that it is. */

const VPN_UNITS = ['relaxops-openvpn-oob.service', 'relaxops-openvpn-rdv.service'];

const OOB_UNIT = VPN_UNITS[0]!;

/** How a client's new handshake ends for it, one way or the other: only then is it known whether it is refused. */
const OVER =
  'VERIFY ERROR|TLS Error|Initialization Sequence Completed|Options error|process restarting|Exiting';

/** The client says it, or the server does: a client that is refused hears nothing and waits for its bound. WireGuard says nothing, and is up or not at once. */
const handshakeOver = (host: string, door: Door, operator: string): LabSaying[] =>
  door.engine === 'wireguard'
    ? []
    : [
        { host, unit: clientUnit(door), says: OVER },
        {
          host: door.gateway,
          unit: OOB_UNIT,
          says: `VERIFY ERROR.*CN=${operator},|\\[${operator}\\] Peer Connection`,
        },
      ];

/** The VPN files of a host that are not as they were. */
const differing = (
  context: RenderContext,
  other: { readonly material: Material; readonly secrets: Secrets },
  outside: Internet['outside'],
  host: string,
): RenderedFile[] => {
  const before = new Map(renderHost(context, host).map((file) => [file.path, file.text]));
  const after = renderHost(renderContext(context.network, other.material, outside), host);
  const changed = after.filter((file) => file.text !== before.get(file.path));
  return fillSecrets(changed, other.secrets);
};

/** Operators at these doors try anew. */
const comeAgain = ({ network }: RenderContext, doors: readonly Door[]): LabChange[] =>
  laptopOwners(network).flatMap(({ host, operator, door }) =>
    door && doors.includes(door)
      ? [{ host, files: [], restart: [clientUnit(door)], until: handshakeOver(host, door, operator) }]
      : [],
  );

/** What the variants are made of. */
interface Making {
  readonly context: RenderContext;
  readonly made: LabMaterial;
  readonly internet: Internet;
}

/** Doors whose VPN looks at certificates, lists and the time: WireGuard has none of them. */
const certified = ({ doors }: Network): Door[] => doors.filter(({ engine }) => engine === 'openvpn');

/** The gateway has one certificate for all its tunnels. */
const certificateExpired = ({ context, made, internet }: Making, door: Door): LabVariant => {
  const files = differing(context, made.expired.certificates, internet.outside, door.gateway);
  return {
    name: failureId({ kind: 'certificate-expired', scope: door.gateway }),
    changes: [{ host: door.gateway, files, restart: VPN_UNITS }, ...comeAgain(context, [door])],
  };
};

/** Every VPN server reads the list: those of the doors, and those of rendezvous. */
const crlExpired = ({ context, made, internet }: Making): LabVariant => {
  const { name } = context.network;
  const doors = certified(context.network);
  const servers = new Set(doors.flatMap(({ gateway, rendezvous }) => [gateway, rendezvous ?? gateway]));
  return {
    name: failureId({ kind: 'crl-expired', scope: name }),
    changes: [
      ...[...servers].map((host) => ({
        host,
        files: differing(context, made.expired.crl, internet.outside, host),
        restart: VPN_UNITS,
      })),
      ...comeAgain(context, doors),
    ],
  };
};

/** The operator's laptops have neither the VPN's file, with its key, nor the key for ssh. */
const keyLost = ({ context }: Making, operator: string): LabVariant => ({
  name: failureId({ kind: 'key-lost', scope: operator }),
  changes: laptopOwners(context.network)
    .filter((one) => one.operator === operator)
    .map(({ host, door }) => ({
      host,
      files: [],
      gone: [LOGIN_KEY, ...(door ? [clientPath(context, door)] : [])],
      ...(door ? { restart: [clientUnit(door)], until: handshakeOver(host, door, operator) } : {}),
    })),
});

/**
 * A battery is empty, and the box comes up 20 years ago: every unit of the host has a library in front of the system's clock
 * (faketime(1)); timers go on as they are. `$LIB` is for ld.so(8).
 */
const WRONG_CLOCK = [
  "export LD_PRELOAD='/usr/$LIB/faketime/libfaketime.so.1'",
  'export FAKETIME=-20y FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1',
];

const clockWrong = ({ context }: Making, door: Door): LabVariant => ({
  name: failureId({ kind: 'clock-wrong', scope: door.gateway }),
  changes: [
    {
      host: door.gateway,
      files: [{ path: CLOCK_FILE, mode: 0o644, text: `${WRONG_CLOCK.join('\n')}\n` }],
      powerCycle: true,
    },
    ...comeAgain(context, [door]),
  ],
});

const filled = ({ name, changes }: LabVariant, secrets: Secrets): LabVariant => ({
  name,
  changes: changes.map((change) => ({ ...change, files: fillSecrets(change.files, secrets) })),
});

/** Every variant that this lab can be put in. */
export const variantsOf = (making: Making): LabVariant[] => {
  const { network } = making.context;
  const { parts } = making.made;
  const people = new Set(laptopOwners(network).map(({ operator }) => operator));
  return [
    ...certified(network).map((door) => certificateExpired(making, door)),
    ...(certified(network).length > 0 ? [crlExpired(making)] : []),
    ...[...people].map((operator) => keyLost(making, operator)),
    ...rejectingVariants(making.context).map((one) => filled(one, making.made.secrets)),
    ...(parts.clock ? certified(network).map((door) => clockWrong(making, door)) : []),
    ...(parts.bans
      ? network.doors.flatMap((door) => network.places.map((place) => banVariant(door, place)))
      : []),
  ];
};

/** Floods of uplinks that take packets from everybody, and what makes a door ban a network. */
export const floodsOf = (network: Network, internet: Internet): LabFlood[] => {
  const customers = new Map(
    internet.nets.flatMap((net) => net.customers.map((one) => [one.id, ipOf(one.address)] as const)),
  );
  const routers = new Map(operatorNets(network).map(({ id, router }) => [id, ipOf(router)]));
  return [
    ...network.uplinks
      .filter((uplink) => uplink.inbound && !uplink.landlord)
      .map(({ id }) => ({
        ...{ name: failureId({ kind: 'ddos', scope: id }), from: CORE, sources: STRANGERS },
        ...{ to: customers.get(id)!, port: VPN_PORT, wire: id },
      })),
    ...network.doors.flatMap((door) =>
      network.places.map((place) => banFlood(door, place, routers.get(place.id)!)),
    ),
  ];
};

/** Where whoever looks for a VPN knocks (IANA). */
const VPN_PORT = 1194;
