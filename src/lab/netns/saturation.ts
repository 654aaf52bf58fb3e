import { type Running, start } from '#host/process.ts';
import { hardwareEntry } from '../cage/entry.ts';
import { waitFor } from '../hardware/wait.ts';
import { CLEAN_ENV, ipBatch, tcBatch, tool } from './tools.ts';
import { inner, type Side } from './wires.ts';

/**
 * A wire offered 40 times what it carries: shaped at its inner ends, and flooded from there. The queue holds 1,000
 * packets of 1,000 bytes, 16 s at this rate: longer than any observation, so what gets in comes out too late.
 */
const RATE = '500kbit';
const QUEUE = 1000;
/** Frames to this address are for the next neighbour: no bridge forwards them, and a host drops what it did not ask for. */
const LINK_LOCAL_MAC = '01:80:c2:00:00:0e';
export const FULL_TIMEOUT_MS = 15_000;

interface Saturation {
  stop(): Promise<void>;
}

const target = (wire: number, side: Side): string => {
  const number = wire * 3 + ['a', 'b', 'c'].indexOf(side) + 1;
  return `100.64.${number >> 8}.${number & 255}`;
};

/** The flood enters by a pair of its own, where each packet is cloned: a socket is slowed down by its own in a queue. */
const links = (wire: number, side: Side): string[] => {
  const [from, to] = [`f${wire}${side}`, `g${wire}${side}`];
  return [
    `link add name ${from} up type veth peer name ${to}`,
    `link set dev ${to} up`,
    `addr add 100.127.255.254/32 dev ${from}`,
    `route add ${target(wire, side)}/32 dev ${from}`,
    `neigh add ${target(wire, side)} dev ${from} lladdr ${LINK_LOCAL_MAC} nud permanent`,
  ];
};

/** A device that carries little, with a queue that takes longer to drain than anybody looks. */
export const narrow = (end: string): string[] => [
  `qdisc add dev ${end} root handle 1: tbf rate ${RATE} burst 5k limit 4m`,
  // tbf's own queue counts bytes, where small packets still squeeze in.
  `qdisc add dev ${end} parent 1: handle 10: pfifo limit ${QUEUE}`,
];

const shape = (wire: number, side: Side): string[] => {
  const [entry, end] = [`g${wire}${side}`, inner(wire, side)];
  return [
    ...narrow(end),
    `qdisc add dev ${entry} ingress`,
    // A mirrored packet is a clone that no socket waits for; the original dies here, where nothing forwards.
    `filter add dev ${entry} parent ffff: protocol all u32 match u32 0 0 action mirred egress mirror dev ${end}`,
  ];
};

/** Whether a device's queue is full, or nothing passes there anyway: its host has not brought the interface up. */
export const isFull = async (device: string): Promise<boolean> => {
  if (!(await tool(['ip', 'link', 'show', 'dev', device])).includes('LOWER_UP')) return true;
  const text = await tool(['tc', '-s', 'qdisc', 'show', 'dev', device]);
  const packets = [...text.matchAll(/backlog \S+ (\d+)p/g)].map((match) => Number(match[1]));
  return Math.max(0, ...packets) > QUEUE * 0.98;
};

/** Saturates the sides of a wire that exist; done when their queues are full. */
export const saturate = async (wire: number, sides: readonly Side[]): Promise<Saturation> => {
  await ipBatch(sides.flatMap((side) => links(wire, side)));
  await tcBatch(sides.flatMap((side) => shape(wire, side)));
  const targets = sides.map((side) => target(wire, side));
  const flood = start([...hardwareEntry(), 'flood', ...targets], { env: CLEAN_ENV, cwd: '/' });
  const saturation = { stop: () => stop(wire, sides, flood) };
  const full = async (): Promise<boolean> => {
    for (const side of sides) if (!(await isFull(inner(wire, side)))) return false;
    return true;
  };
  if (!(await waitFor(full, FULL_TIMEOUT_MS))) {
    await saturation.stop();
    throw new Error(`the flood does not fill the wire: ${flood.errors().slice(-400)}`);
  }
  return saturation;
};

const stop = async (wire: number, sides: readonly Side[], flood: Running): Promise<void> => {
  flood.kill('SIGKILL');
  await flood.exited;
  await ipBatch(sides.map((side) => `link del f${wire}${side}`));
  for (const side of sides) await dropQueue(inner(wire, side));
};

/** Takes the queue away with all that waits in it. The device may have gone with its host. */
export const dropQueue = async (device: string): Promise<void> => {
  const text = await tool(['tc', 'qdisc', 'show']);
  if (text.includes(` dev ${device} root`)) await tcBatch([`qdisc del dev ${device} root`]);
};
