import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { probe } from './probe.ts';

/** Tries a server on this machine that treats connections so. */
const against = async (treat: (socket: Socket) => void, hostKey = false): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    treat(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const attempt = await probe({ address: '127.0.0.1', port }, 300, hostKey, 300);
  server.close();
  return attempt.outcome;
};

test.each<[string, (socket: Socket) => void, boolean, string]>([
  ['a banner', (s) => s.write('SSH-2.0-X\r\n'), false, 'answered'],
  [
    'a banner in pieces',
    (s) => s.write('SSH-2', () => setTimeout(() => s.write('.0-X\r\n'), 20)),
    false,
    'answered',
  ],
  ['a banner after other lines', (s) => s.write('hello\r\nSSH-2.0-X\r\n'), false, 'answered'],
  ['a banner and then nothing, when the key is asked for', (s) => s.write('SSH-2.0-X\r\n'), true, 'timeout'],
  [
    'a banner and then rubbish, when the key is asked for',
    (s) => s.write(`SSH-2.0-X\r\n${'y'.repeat(99)}`),
    true,
    'garbled',
  ],
  ['nothing', () => {}, false, 'timeout'],
  ['a hang-up', (s) => s.end(), false, 'closed'],
  ['a reset', (s) => s.resetAndDestroy(), false, 'closed'],
  ['another protocol', (s) => s.end('HTTP/1.1 400 Bad Request\r\n\r\n'), false, 'garbled'],
  ['an old protocol', (s) => s.write('SSH-1.5-X\r\n'), false, 'garbled'],
  ['an endless line', (s) => s.write('x'.repeat(10_000)), false, 'garbled'],
])('%s', async (_, treat, hostKey, expected) => {
  expect(await against(treat, hostKey)).toBe(expected);
});

test('a port where nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect((await probe({ address: '127.0.0.1', port }, 300, false)).outcome).toBe('refused');
});
