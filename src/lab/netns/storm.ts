import { waitFor } from '../hardware/wait.ts';
import type { LabEnd, LabWire } from '../plan.ts';
import { inHost, tcBatch, tool } from './tools.ts';
import { endAt, heardBy, inner, type Side, sidesOf } from './wires.ts';

/**
 * A broadcast storm: two ports of a switch plugged together, without spanning tree. Every broadcast goes round for ever, both ways, and
 * each time round a copy leaves by every port that lets it. It is slow, and so are the ports that it comes to: 500 packets a second, for ports
 * that carry 25.
 */
const LOOP_RATE = '2mbit';
const PORT_RATE = '200kbit';
/** A packet counts as at least so many bytes (tc-tbf(8)), so that small ones cost no more of the processor. */
const SMALLEST = 1000;
const LOOP_QUEUE = 100;
/** Packets: 5 s at the port's rate, longer than any try waits for an answer. */
const PORT_QUEUE = 125;
/** How much of a queue is as good as all, and as good as nothing. */
const FULL = 0.95;
const EMPTY = 0.05;
const RAGES_TIMEOUT_MS = 15_000;

const [ONE, OTHER] = ['loop1', 'loop2'];
const KINDLING = { from: '169.254.77.1', count: 60 };

export interface Storm {
  stop(): Promise<void>;
}

interface Link {
  readonly ifname: string;
  readonly master?: string;
}

/** Names of the interfaces of a host that are ports of a bridge. */
const bridgePorts = async (holder: number): Promise<Set<string>> => {
  const links: readonly Link[] = JSON.parse(await tool(inHost(holder, ['ip', '-j', 'link', 'show'])));
  return new Set(links.filter((link) => link.master !== undefined).map((link) => link.ifname));
};

/** Where a bridge port of a switch that lives leads: a wire, and the side of it that hears the switch. */
interface Out {
  readonly index: number;
  readonly hearer: Side;
  readonly far: string;
  readonly farIface: string;
}

/**
 * The inner ends by which frames leave switches for anything else, on every switch that a frame of this one gets to, isolation aside. Between
 * switches a storm has all the room that it wants, as trunks are wider than ports.
 */
const edgesReached = async (
  from: string,
  wires: readonly LabWire[],
  holderOf: (host: string) => number | undefined,
): Promise<string[]> => {
  const ports = new Map<string, ReadonlySet<string>>();
  const outs: Out[] = [];
  const seen = new Set([from]);
  for (const host of seen) {
    const holder = holderOf(host);
    const own = holder === undefined ? new Set<string>() : await bridgePorts(holder);
    ports.set(host, own);
    wires.forEach((wire, index) => {
      const near = sidesOf(wire).filter((side) => isAt(endAt(wire, side), host, own));
      for (const hearer of near.flatMap((side) => heardBy(wire, side))) {
        const far = endAt(wire, hearer);
        if (holderOf(far.host) === undefined) continue;
        outs.push({ index, hearer, far: far.host, farIface: far.iface });
        seen.add(far.host);
      }
    });
  }
  return outs
    .filter(({ far, farIface }) => !ports.get(far)?.has(farIface))
    .map(({ index, hearer }) => inner(index, hearer));
};

const isAt = (end: LabEnd, host: string, ports: ReadonlySet<string>): boolean =>
  end.host === host && ports.has(end.iface);

const shape = (device: string, rate: string, queue: number): string[] => [
  `qdisc add dev ${device} root handle 1: tbf rate ${rate} burst 5k limit 4m mpu ${SMALLEST}`,
  // tbf's own queue counts bytes, where small packets still squeeze in.
  `qdisc add dev ${device} parent 1: handle 10: pfifo limit ${queue}`,
];

/** The two ports, joined, in the switch's bridge like any other that is not isolated. */
const plug = (bridge: string): string[] => [
  `link add name ${ONE} type veth peer name ${OTHER}`,
  ...[ONE, OTHER].flatMap((port) => [`link set dev ${port} master ${bridge}`, `link set dev ${port} up`]),
];

/** Questions for neighbours that are not there: broadcasts, which never end (ip-neighbour(8), `use`). */
const kindle = (bridge: string): string[] => [
  `addr add ${KINDLING.from}/24 dev ${bridge}`,
  ...Array.from(
    { length: KINDLING.count },
    (_, at) => `neigh replace 169.254.77.${at + 2} dev ${bridge} use`,
  ),
];

const burnOut = (bridge: string): string[] => [
  `neigh flush dev ${bridge} to 169.254.77.0/24`,
  `addr del ${KINDLING.from}/24 dev ${bridge}`,
];

/** Packets that wait at each device. */
const backlogs = async (): Promise<Map<string, number>> => {
  const text = await tool(['tc', '-s', 'qdisc', 'show']);
  const blocks = text.split(/^(?=qdisc )/m);
  const found = new Map<string, number>();
  for (const block of blocks) {
    const device = /^qdisc \S+ \S+ dev (\S+)/.exec(block)?.[1];
    const packets = Number(/backlog \S+ (\d+)p/.exec(block)?.[1] ?? 0);
    if (device !== undefined) found.set(device, Math.max(found.get(device) ?? 0, packets));
  }
  return found;
};

/** Whether some ports are full, and none is filling: the others are isolated, or nothing hangs there. */
const rages = async (devices: readonly string[]): Promise<boolean> => {
  const waiting = await backlogs();
  const shares = devices.map((device) => (waiting.get(device) ?? 0) / PORT_QUEUE);
  return shares.some((share) => share >= FULL) && shares.every((share) => share >= FULL || share <= EMPTY);
};

/** Lets a storm loose in a running switch; done when it fills every port that it gets to. */
export const storm = async (
  host: string,
  bridge: string,
  wires: readonly LabWire[],
  holderOf: (host: string) => number | undefined,
): Promise<Storm> => {
  const holder = holderOf(host)!;
  const inSwitch = (lines: readonly string[]) =>
    tool(inHost(holder, ['ip', '-batch', '-']), `${lines.join('\n')}\n`);
  const edges = await edgesReached(host, wires, holderOf);
  // A flood, or another storm of the segment, has its own queue there.
  const slowed = await withRoot(edges, false);
  const stop = async (): Promise<void> => {
    if (holderOf(host) === holder) await inSwitch([`link del ${ONE}`]);
    await calm(slowed);
  };
  await tcBatch(slowed.flatMap((device) => shape(device, PORT_RATE, PORT_QUEUE)));
  await inSwitch(plug(bridge));
  const loop = [ONE, OTHER].flatMap((port) => shape(port, LOOP_RATE, LOOP_QUEUE));
  await tool(inHost(holder, ['tc', '-batch', '-']), `${loop.join('\n')}\n`);
  await inSwitch(kindle(bridge));
  const raging = await waitFor(() => rages(edges), RAGES_TIMEOUT_MS, 50);
  await inSwitch(burnOut(bridge));
  if (raging) return { stop };
  await stop();
  throw new Error(`no storm rages in ${host}`);
};

/** Those of the devices that have a queue of somebody's, or that have none. */
const withRoot = async (devices: readonly string[], has: boolean): Promise<string[]> => {
  const text = await tool(['tc', 'qdisc', 'show']);
  return devices.filter((device) => / (tbf|pfifo) /.test(rootLine(text, device)) === has);
};

const rootLine = (text: string, device: string): string =>
  text.split('\n').find((line) => line.includes(` dev ${device} root`)) ?? '';

/** Takes the queues away with all that waits in them. Devices may have gone with their hosts. */
const calm = async (devices: readonly string[]): Promise<void> =>
  tcBatch((await withRoot(devices, true)).map((device) => `qdisc del dev ${device} root`));
