import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** The sender of a saturated wire: UDP of 1,000 bytes with headers, 2,500 a second to each target, about 20 Mbit/s. */
const PAYLOAD = Buffer.alloc(972, 0x5a);
const PORT = 9;
const TICK_MS = 10;
const PER_TICK = 25;
/** Sent at once, so that a queue of 1,000 is full from the start. */
const FIRST = 1500;
/** Never more, whatever becomes of whoever started it. */
const LIMIT_MS = 15 * 60_000;

const connected = async (address: string): Promise<Socket> => {
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  socket.connect(PORT, address);
  await once(socket, 'connect');
  return socket;
};

const send = (sockets: readonly Socket[], count: number): void => {
  for (const socket of sockets) for (let n = 0; n < count; n++) socket.send(PAYLOAD, () => {});
};

/** Floods the addresses until its stdin closes or the limit is over. */
export const flood = async (addresses: readonly string[]): Promise<void> => {
  const sockets = await Promise.all(addresses.map(connected));
  send(sockets, FIRST);
  const timer = setInterval(() => send(sockets, PER_TICK), TICK_MS);
  const end = setTimeout(() => process.exit(0), LIMIT_MS);
  process.stdin.resume();
  await once(process.stdin, 'end');
  clearInterval(timer);
  clearTimeout(end);
  for (const socket of sockets) socket.close();
};
