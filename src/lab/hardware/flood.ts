import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** The sender of a saturated wire: UDP of 1,000 bytes with headers, 2,500 a second to each target, about 20 Mbit/s. */
const PAYLOAD = Buffer.alloc(972, 0x5a);
/** As a client of OpenVPN begins (P_CONTROL_HARD_RESET_CLIENT_V2, opcode 7 in the upper 5 bits), and then nothing that a key has made. */
const KNOCK = Buffer.concat([Buffer.of(7 << 3), Buffer.alloc(99, 0x5a)]);
const PORT = 9;
const TICK_MS = 10;
const PER_TICK = 25;
/** Sent at once, so that a queue of 1,000 is full from the start. */
const FIRST = 1500;
/** Never more, whatever becomes of whoever started it. */
const LIMIT_MS = 15 * 60_000;
/** What is no flood: so many packets a source, this far apart. */
const FEW = 10;
const APART_MS = 50;

/** One sender: from an address of this host's choice, or one that is named. */
interface Stream {
  readonly source?: string;
  readonly to: string;
  readonly port: number;
}

const connected = async ({ source, to, port }: Stream): Promise<Socket> => {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  if (source !== undefined) {
    socket.bind({ address: source });
    await once(socket, 'listening');
  }
  socket.connect(port, to);
  await once(socket, 'connect');
  return socket;
};

const send = (sockets: readonly Socket[], count: number, payload = PAYLOAD): void => {
  for (let n = 0; n < count; n++) sockets[n % sockets.length]!.send(payload, () => {});
};

/** Sends by all groups at the same rate, each group by its sockets in turn, until stdin closes or the limit is over. */
const pour = async (groups: readonly (readonly Socket[])[]): Promise<void> => {
  for (const group of groups) send(group, FIRST);
  const timer = setInterval(() => {
    for (const group of groups) send(group, PER_TICK);
  }, TICK_MS);
  const end = setTimeout(() => process.exit(0), LIMIT_MS);
  process.stdin.resume();
  await once(process.stdin, 'end');
  clearInterval(timer);
  clearTimeout(end);
  for (const socket of groups.flat()) socket.close();
};

/** Floods each of the addresses. */
export const flood = async (addresses: readonly string[]): Promise<void> =>
  pour(await Promise.all(addresses.map(async (to) => [await connected({ to, port: PORT })])));

/** Floods one address from many. */
export const floodFrom = async (to: string, port: number, sources: readonly string[]): Promise<void> =>
  pour([await Promise.all(sources.map((source) => connected({ source, to, port })))]);

/** Knocks a few times from each source, as a VPN's client with a wrong key does, and ends. */
export const sendFew = async (to: string, port: number, sources: readonly string[]): Promise<void> => {
  const sockets = await Promise.all(sources.map((source) => connected({ source, to, port })));
  for (let n = 0; n < FEW; n++) {
    send(sockets, sockets.length, KNOCK);
    await pause(APART_MS);
  }
  for (const socket of sockets) socket.close();
};
