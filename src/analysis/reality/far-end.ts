import type { FarEnd, Witness } from '#model/observed.ts';
import type { Ground } from './ground.ts';
import { type Match, matchOf } from './names.ts';
import { openPortOf, portOf } from './port-names.ts';

/** One end of something seen, as far as the inventory knows it. */
export interface End {
  readonly device?: string;
  readonly port?: string;
  /** What reality calls it, for messages. */
  readonly text: string;
  /** The port's name there, where the inventory has no such port. */
  readonly strange?: string;
}

const NONE: Match = { kind: 'none' };

/** `srv01-bmc` is the port `bmc` of what is called `srv01`: a BMC has a name of its own. */
const partOf = (ground: Ground, name: string): { device: Match; port?: string } => {
  const device = ground.names.device(name);
  if (device.kind !== 'none') return { device };
  const [, head = '', tail = ''] = /^(.+)[\s/._:-]+([^\s/._:-]+)$/.exec(name.split('.')[0] ?? '') ?? [];
  const owner = head === '' ? NONE : ground.names.device(head);
  if (owner.kind !== 'one') return { device: NONE };
  const port = portOf(ground.device(owner.id), tail);
  return port.kind === 'one' ? { device: owner, port: port.id } : { device: NONE };
};

/** The device, or the device and its port, that a free text names: `srv01`, `zrh1-r01-srv01`, `srv01 psu1`. */
export const namedBy = partOf;

const byAddress = (ground: Ground, far: FarEnd): Match =>
  matchOf(far.addresses.flatMap((ip) => ground.names.address(ip)?.device ?? []));

const byMac = (ground: Ground, mac: string | undefined): Match =>
  matchOf(mac === undefined ? [] : ground.macs.ports(mac).map((port) => ground.port(port).device));

/** The first that says something, unless name and address contradict each other. */
const deviceOf = (ground: Ground, far: FarEnd, byName: Match): Match => {
  const address = byAddress(ground, far);
  if (byName.kind === 'one' && address.kind === 'one' && byName.id !== address.id)
    return { kind: 'several', ids: [byName.id, address.id] };
  if (byName.kind === 'several' && address.kind === 'one')
    return byName.ids.includes(address.id) ? address : { kind: 'several', ids: [...byName.ids, address.id] };
  if (byName.kind !== 'none') return byName;
  return address.kind !== 'none' ? address : byMac(ground, far.mac);
};

/** The port of that name on the device: listed, or open. */
export const portNamed = (ground: Ground, device: string, name: string): string | undefined => {
  const listed = portOf(ground.device(device), name);
  if (listed.kind === 'one') return listed.id;
  const open = listed.kind === 'none' ? openPortOf(ground.device(device), name) : undefined;
  return open && ground.open(open);
};

const portAmong = (ground: Ground, device: string, texts: readonly string[]): string | undefined => {
  for (const text of texts) {
    const named = portNamed(ground, device, text);
    if (named !== undefined) return named;
    const own = matchOf(
      ground.macs.ports(text.toLowerCase()).filter((id) => ground.port(id).device === device),
    );
    if (own.kind === 'one') return own.id;
  }
  return undefined;
};

const textOf = (far: FarEnd): string => {
  const name = far.name ?? far.addresses[0] ?? far.mac ?? 'something without a name';
  return far.ports[0] === undefined ? `"${name}"` : `"${name}" port "${far.ports[0]}"`;
};

/** Who the other end is; `undefined` where it could be several, which is noted. */
export const farEnd = (ground: Ground, far: FarEnd, by: Witness): End | undefined => {
  const part = far.name === undefined ? { device: NONE } : partOf(ground, far.name);
  const device = deviceOf(ground, far, part.device);
  const text = textOf(far);
  if (device.kind === 'several') {
    const kind = 'ambiguous-device';
    ground.doubt(`${kind} ${text}`, {
      kind,
      text: `${text} could be ${device.ids.slice(0, 5).join(', ')}`,
      by,
    });
    return undefined;
  }
  if (device.kind === 'none') return { text };
  const port = part.port ?? portAmong(ground, device.id, far.ports);
  if (port !== undefined) return { device: device.id, port, text };
  return { device: device.id, text, ...(far.ports[0] === undefined ? {} : { strange: far.ports[0] }) };
};

/** Who the reporting end is; undefined where its name could mean several devices, which is noted. */
export const nearEnd = (ground: Ground, device: string, port: string, by: Witness): End | undefined => {
  const match = ground.names.device(device);
  const text = `"${device}" port "${port}"`;
  if (match.kind === 'several') {
    const kind = 'ambiguous-device';
    ground.doubt(`${kind} ${device}`, {
      kind,
      text: `"${device}" could be ${match.ids.slice(0, 5).join(', ')}`,
      by,
    });
    return undefined;
  }
  if (match.kind === 'none') return { text };
  ground.heard(match.id);
  const own = portNamed(ground, match.id, port);
  return own === undefined
    ? { device: match.id, text, strange: port }
    : { device: match.id, port: own, text };
};
