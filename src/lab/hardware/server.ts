import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { RequestName } from './protocol.ts';
import { type Handlers, MUTATING } from './requests.ts';
import type { Turn } from './turn.ts';

/** Where the hardware listens, in the cage's own file system. */
export const CONTROL_SOCKET = '/run/lab/control.sock';

interface Message {
  readonly id: number;
  readonly request: RequestName;
  readonly input: object;
}

const parse = (line: string): Message | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'id' in value && 'request' in value
      ? (value as Message)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Answers requests on the control socket; mutating ones in turn. */
export class Server {
  readonly #handlers: Handlers;
  readonly #turn: Turn;

  constructor(handlers: Handlers, turn: Turn) {
    this.#handlers = handlers;
    this.#turn = turn;
  }

  async listen(path: string): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    server.listen(path);
    await once(server, 'listening');
  }

  #serve(socket: Socket): void {
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) void this.#answer(socket, line);
    });
  }

  async #answer(socket: Socket, line: string): Promise<void> {
    const message = parse(line);
    if (!message) return void socket.destroy();
    const answer = await this.#handle(message).then(
      (value) => ({ id: message.id, ok: true, value }),
      (error: unknown) => ({
        id: message.id,
        ok: false,
        error: error instanceof Error ? error.message : String(error),
      }),
    );
    if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
  }

  async #handle(message: Message): Promise<unknown> {
    // The protocol's types tie name, input and handler together; over a socket they meet as data.
    const handler = this.#handlers[message.request] as ((input: object) => Promise<unknown>) | undefined;
    if (!handler) throw new Error(`no request "${message.request}"`);
    if (!MUTATING.has(message.request)) return handler(message.input);
    return this.#turn.run(() => handler(message.input));
  }
}
