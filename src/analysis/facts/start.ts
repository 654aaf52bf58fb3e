import type { Device, StartNeed, Uplink } from '#model/network.ts';
import { waitsToStart } from '../failures/power-returned.ts';
import type { Compiling, Hits } from './context.ts';

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
const given = ({ facts, topology: { network } }: Compiling, device: Device, need: StartNeed): string => {
  if (need === 'passphrase') return `console:${device.id}`;
  const name = `given:${need}~${device.site}`;
  if (facts.has(name)) return name;
  const services = network.dependencies.filter(
    (one) => one.kind === KIND[need] && (one.sites.length === 0 || one.sites.includes(device.site ?? '')),
  );
  return facts.any(
    name,
    services.map((one) => `dependency:${one.id}`),
    'its client asks the next one',
  );
};

/** A box that stays off is turned on by its BMC, which lives on standby power (IPMI 2.0, section 28.3). */
const defineBoard = ({ facts }: Compiling, device: Device): string => {
  const name = boardName(device.id);
  if (device.powerReturn !== 'off') return facts.all(name, []);
  const bmcs = device.ports.filter((port) => port.kind === 'bmc').map((port) => `chassis:${port.id}`);
  return facts.any(name, [`warm:${device.site}`, ...bmcs.filter((chassis) => facts.has(chassis))], BY_WHOM);
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
  for (const { id } of network.sites) facts.all(`warm:${id}`, taken.get(`warm:${id}`) ?? []);
  for (const device of network.devices) if (waits(device)) defineStarted(compiling, device);
  for (const uplink of network.uplinks) if (uplink.simPin) defineConnected(compiling, uplink);
};
