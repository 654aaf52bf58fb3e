import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { RequestName, Requests } from '../hardware/protocol.ts';
import { CONTROL_SOCKET } from '../hardware/server.ts';

/** The hardware refused or could not do what it was asked, or is gone. */
export class LabError extends Error {
  override readonly name: string = 'LabError';
}

/** A lab that another build of relaxops started: it speaks otherwise, and can only be ended. */
export class OtherBuild extends LabError {
  override readonly name = 'OtherBuild';
}

interface Answer {
  readonly id: number;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A connection to a lab's hardware. */
export class Client {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  #rest = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#hear(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new LabError('the lab has ended'));
      this.#waiting.clear();
    });
  }

  /** Connects to the cage whose pid 1 this is. Its files are reached through /proc. */
  static async connect(pid1: number): Promise<Client> {
    const socket = connect(`/proc/${pid1}/root${CONTROL_SOCKET}`);
    try {
      await once(socket, 'connect');
    } catch (error) {
      throw new LabError(`the lab does not answer: ${error instanceof Error ? error.message : error}`);
    }
    return new Client(socket);
  }

  /** Asks, and waits for the answer as long as the hardware takes; its own steps have bounds. */
  ask<N extends RequestName>(request: N, input: Requests[N]['in']): Promise<Requests[N]['out']> {
    const id = this.#next++;
    return new Promise<Requests[N]['out']>((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new LabError('the lab has ended'));
      // The protocol's types tie an answer to its request.
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#socket.write(`${JSON.stringify({ id, request, input })}\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer: Answer = JSON.parse(line);
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(new LabError(answer.error ?? 'no reason given'));
    }
  }
}
