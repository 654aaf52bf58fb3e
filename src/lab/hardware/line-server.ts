import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** Answers line by line on a unix socket: how the programs inside a host's daemons ask the hardware. */
export class LineServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** `talk` is called once a connection; what it returns hears each line and answers with lines, or with none. */
  constructor(talk: () => (line: string) => string | undefined) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket, talk()));
  }

  async listen(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(socket: Socket, hear: (line: string) => string | undefined): void {
    let rest = '';
    this.#sockets.add(socket);
    socket.setEncoding('latin1');
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-LONGEST);
      const answers = lines.flatMap((line) => hear(line.slice(0, LONGEST)) ?? []);
      if (answers.length > 0) socket.write(answers.map((answer) => `${answer}\n`).join(''), 'latin1');
    });
  }
}

const LONGEST = 4096;
