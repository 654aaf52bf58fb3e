import type { Dependency } from '#model/dependency.ts';
import { hasReservation, insideServices } from '#model/inside-service.ts';
import type { Device, StartNeed, Uplink } from '#model/network.ts';
import { waitsToStart } from '../failures/power-returned.ts';
import type { Compiling } from './context.ts';
import type { Hits } from './hits.ts';
import type { FactRef } from './system.ts';

/** The device has started: its site has had power all along, or it got what it waits for since. */
export const startedName = (device: string): string => `started:${device}`;
/** Its main board is on: it has been all along, or somebody turned it on. */
export const boardName = (device: string): string => `board:${device}`;
/** The same of a modem. */
export const connectedName = (uplink: string): string => `connected:${uplink}`;

const BY_WHOM = 'somebody gives it what it waits for, by a way that has started before';

/** Who waits. Others have started as soon as they have power. */
export const waits = (device: Device): boolean => device.site !== undefined && waitsToStart(device);

const KIND = { lease: 'dhcp', name: 'dns', time: 'ntp' } as const;

/** A passphrase is typed on the console; the rest comes from a service of the site. One that nobody names never comes. */
const given = ({ facts, topology: { network } }: Compiling, device: Device, need: StartNeed): FactRef => {
  if (need === 'passphrase') return `console:${device.id}`;
  // A server that we render has reservations and no pool.
  const unknown = need === 'lease' && !hasReservation(device);
  const key = `${need}~${unknown ? device.id : device.site}`;
  const known = facts.known('given', key);
  if (known !== undefined) return known;
  const ours = ({ on }: Dependency) =>
    on.some((id) => network.devices.some((one) => one.id === id && insideServices(network, one).dhcp));
  const services = network.dependencies.filter(
    (one) =>
      one.kind === KIND[need] &&
      (one.sites.length === 0 || one.sites.includes(device.site ?? '')) &&
      !(unknown && ours(one)),
  );
  return facts.any(
    facts.ref('given', key),
    services.map((one) => `dependency:${one.id}`),
    'its client asks the next one',
  );
};

/** A box that stays off is turned on by its BMC, which lives on standby power (IPMI 2.0, section 28.3). */
const defineBoard = ({ facts }: Compiling, device: Device): FactRef => {
  const board = facts.ref('board', device.id);
  if (device.powerReturn !== 'off') return facts.all(board, []);
  const bmcs = device.ports
    .filter((port) => port.kind === 'bmc')
    .map((port) => facts.known('chassis', port.id))
    .filter((chassis) => chassis !== undefined);
  return facts.any(board, [`warm:${device.site}`, ...bmcs], BY_WHOM);
};

const defineStarted = (compiling: Compiling, device: Device): void => {
  const { facts } = compiling;
  const needs = (device.startNeeds ?? []).map((need) => given(compiling, device, need));
  const cold = facts.all(`cold-start:${device.id}`, [defineBoard(compiling, device), ...needs]);
  facts.any(startedName(device.id), [`warm:${device.site}`, cold], BY_WHOM);
};

/** The PIN is typed by whoever is on the box, over another way. */
const defineConnected = ({ facts }: Compiling, uplink: Uplink): void => {
  const typed = [`ssh:${uplink.device}`, `console:${uplink.device}`];
  facts.any(connectedName(uplink.id), [`warm:${uplink.site}`, ...typed], BY_WHOM);
};

/** Defines what every waiting device and modem needs at its start. Comes last, since it asks for verbs. */
export const defineStarts = (compiling: Compiling, taken: Hits): void => {
  const { facts, topology } = compiling;
  const { network } = topology;
  for (const { id } of network.sites) facts.all(`warm:${id}`, taken.of('warm', id));
  for (const device of network.devices) if (waits(device)) defineStarted(compiling, device);
  for (const uplink of network.uplinks) if (uplink.simPin) defineConnected(compiling, uplink);
};
