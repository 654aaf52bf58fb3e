import type { Endpoint } from '#model/endpoint.ts';
import type { Device } from '#model/network.ts';
import type { Compiling } from './context.ts';
import { needsOf } from './needs.ts';
import { answers as answering } from './reach.ts';
import { bmcsOf, defineVerb, OTHER_WAY, reached, type VerbGround, WHILE_ON } from './verbs.ts';
import type { WhileOff } from './while-off.ts';

/** The ways to a device's power, as they are while it is on. */
export interface PowerWays {
  readonly device: Device;
  /** By its BMCs, which live on standby power when the device is off (IPMI 2.0, section 28.3); and what answers there. */
  readonly chassis: readonly number[];
  readonly answers: readonly number[];
  /** By the PDUs, which turn off all of it. */
  readonly pdus: readonly number[];
}

/** The PDU at that address can be told about the device's outlet, or is itself off: its own supply does not count. */
const pduTold = (compiling: Compiling, device: Device, end: Endpoint): number => {
  const { facts, topology } = compiling;
  const pdu = end.device.id;
  const key = `${device.id}~${pdu}`;
  const outlets = device.ports.flatMap((port) => {
    const outlet = port.kind === 'power' ? topology.peer(port.id) : undefined;
    return outlet?.device === pdu ? [outlet.name] : [];
  });
  const parts = [reached(compiling, end, 'way'), facts.ref('card', pdu)];
  return facts.all(
    facts.fresh('told', key),
    parts,
    `outlet ${outlets.join(', ')} of ${pdu} at ${end.address.ip}: off`,
  );
};

/** Every power port's PDU can be told, and one of them answers. */
const pduPower = (compiling: Compiling, device: Device): number[] => {
  const { facts, topology } = compiling;
  const ports = device.ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id));
  const ends = ports.map((port) => {
    const pdu = topology.peer(port.id)?.device;
    return pdu === undefined || pdu === device.id ? undefined : compiling.ownEndpoint(pdu);
  });
  const known = ends.filter((end) => end !== undefined);
  if (ports.length === 0 || known.length !== ports.length || device.role === 'pdu') return [];
  const pdus = [...new Map(known.map((end) => [end.device.id, end])).values()];
  const told = pdus.map((end) => pduTold(compiling, device, end));
  const alive = known.map((end) => reached(compiling, end, 'cell'));
  const some = facts.any(
    facts.fresh('outlet', device.id),
    [...new Set(alive)],
    'the operator tries each PDU',
  );
  const parts = [some, ...told];
  return [facts.all(facts.fresh('pdus', device.id), parts, 'all of them off at once, then on again')];
};

/** Defines the ways to each device's power. Whether they outlive the device being off is said last, see `definePower`. */
export const definePowerWays = (compiling: Compiling): PowerWays[] =>
  compiling.topology.network.devices.map((device) => {
    const bmcs = bmcsOf(compiling, device);
    const chassis = bmcs.map((bmc) =>
      compiling.facts.all(
        compiling.facts.fresh('chassis', bmc.port.id),
        [reached(compiling, bmc, 'cell')],
        'chassis power through the BMC',
      ),
    );
    const answers = bmcs.map((bmc) => answering(compiling, bmc));
    return { device, chassis, answers, pdus: pduPower(compiling, device) };
  });

/** The ways as they are while the root is off, each with what access depends on where that goes out too. */
const waysWhileOff = (
  { facts }: VerbGround,
  off: WhileOff,
  root: number,
  ways: readonly number[],
  needs: number | undefined,
  apart?: ReadonlySet<number>,
): number[] => {
  if (ways.length === 0) return [];
  const names = off.of(root, needs === undefined ? ways : [...ways, needs], apart);
  const kept = needs === undefined ? undefined : names[ways.length];
  if (needs !== undefined && kept === undefined) return [];
  const own = names.slice(0, ways.length).filter((way) => way !== undefined);
  return kept === needs ? own : own.map((way) => facts.all(facts.ref('with-needs', `${way}`), [way, kept!]));
};

/**
 * Defines power: by any of its ways that holds while the device is off. Who comes in by a gateway and turns it off cannot turn it on
 * again, and who does not know better calls that a repair. Comes last, since everything may rest on the device.
 */
export const definePower = (ground: VerbGround, all: readonly PowerWays[], off: WhileOff): void => {
  const { facts } = ground;
  for (const { device, chassis, answers, pdus } of all) {
    const needed = device.site === undefined ? undefined : needsOf(ground, device.site);
    const needs = needed === undefined ? undefined : facts.ref('needs', device.site!);
    const ways = [
      ...waysWhileOff(ground, off, facts.ref('system', device.id), chassis, needs, new Set(answers)),
      ...waysWhileOff(ground, off, facts.ref('running', device.id), pdus, needs),
    ];
    defineVerb(ground, 'power', device, ways, OTHER_WAY);
    const whileOn = [...chassis, ...pdus];
    if (whileOn.some((way, at) => way !== ways[at])) defineVerb(ground, WHILE_ON, device, whileOn, OTHER_WAY);
  }
};
