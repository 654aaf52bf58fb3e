import type { DifferenceKind, OutletSeen } from '#model/observed.ts';
import { namedBy } from './far-end.ts';
import type { Ground } from './ground.ts';
import { openPortOf, outletOf } from './port-names.ts';

/** `Outlet 3`, `o3`, `3`: what an outlet is called that nobody has named. */
const UNNAMED = /^(outlet|socket|receptacle|port|out|o)?[\s#_-]*[a-z]{0,2}\d*$/i;

const differ = (
  ground: Ground,
  kind: DifferenceKind,
  outlet: string,
  seen: string,
  one: OutletSeen,
): void => {
  const cable = ground.cableAt(outlet);
  ground.judge(cable, 'different');
  const place = cable?.place ?? ground.device(ground.port(outlet).device).place;
  ground.differ(`${kind} ${outlet}`, {
    kind,
    on: outlet,
    place,
    expected: ground.expected(outlet) ?? 'open',
    seen,
    by: [one.by],
  });
};

/** Where a device is plugged in by the inventory, for the message. */
const homeOf = (ground: Ground, device: string): string => {
  const outlets = ground
    .device(device)
    .ports.filter((port) => port.kind === 'power')
    .flatMap((port) => ground.expected(port.id) ?? []);
  return outlets.length === 0 ? '' : `, which the inventory has on ${outlets.join(' and ')}`;
};

const judgeLabel = (ground: Ground, outlet: string, one: OutletSeen): void => {
  const { device, port } = namedBy(ground, one.label);
  const expected = ground.expected(outlet);
  const owner = expected === undefined ? undefined : ground.port(expected).device;
  const meant = device.kind === 'one' ? [device.id] : device.kind === 'several' ? device.ids : [];
  // One of several of that name: right if the written one is among them.
  const right = owner !== undefined && meant.includes(owner) && (port === undefined || port === expected);
  if (right) ground.judge(ground.cableAt(outlet), port === undefined ? 'devices' : 'confirmed');
  else if (device.kind === 'one')
    differ(ground, 'outlet-elsewhere', outlet, `"${one.label}"${homeOf(ground, device.id)}`, one);
  else differ(ground, 'outlet-name-differs', outlet, `"${one.label}"`, one);
};

/** A bare number is that of the PDU's other outlets: `12` beside `o1` is `o12`. */
const outletId = (ground: Ground, pdu: string, name: string): string | undefined => {
  const device = ground.device(pdu);
  const listed = outletOf(device, name);
  if (listed.kind === 'one') return listed.id;
  const stem = device.ports.find((port) => port.kind === 'outlet')?.name.replace(/\d+$/, '');
  const number = /(\d+)$/.exec(name)?.[1];
  const open =
    stem === undefined || number === undefined ? undefined : openPortOf(device, `${stem}${number}`);
  return listed.kind === 'none' && open ? ground.open(open) : undefined;
};

const judgeOutlet = (ground: Ground, one: OutletSeen): void => {
  const { device, outlet: name, label, on, by } = one;
  const pdu = ground.names.device(device);
  if (pdu.kind === 'several') {
    const kind = 'ambiguous-device';
    ground.doubt(`${kind} ${device}`, {
      kind,
      text: `"${device}" could be ${pdu.ids.slice(0, 5).join(', ')}`,
      by,
    });
  }
  if (pdu.kind !== 'one') return;
  ground.heard(pdu.id);
  const outlet = outletId(ground, pdu.id, name);
  if (outlet === undefined) {
    const kind = 'unknown-port';
    ground.doubt(`${kind} ${pdu.id} ${name}`, {
      kind,
      text: `${pdu.id} has no outlet "${name}" in the inventory`,
      by,
    });
    return;
  }
  if (on === false && ground.cableAt(outlet)) differ(ground, 'port-down', outlet, 'off', one);
  if (!UNNAMED.test(label)) judgeLabel(ground, outlet, one);
};

/** Judges the names and states of outlets. A name that nobody gave says nothing. */
export const judgeOutlets = (ground: Ground, outlets: readonly OutletSeen[]): void => {
  for (const one of outlets) judgeOutlet(ground, one);
};
