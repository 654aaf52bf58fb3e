import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Redfish, type RedfishHost } from '../power/redfish.ts';

/** What a person may write to `redfish.mode` on the BMC, and what it does to each answer. */
const SLOW_MS = 5_000;
const LONGEST = 64_000;
const UNAVAILABLE = { error: { code: 'Base.1.18.ServiceTemporarilyUnavailable', message: 'Busy.' } };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LONGEST) throw new Error('too long');
  }
  return text;
};

/** Redfish over HTTP on a unix socket; TLS is the business of a program in the BMC's own network namespace. */
export class RedfishServer {
  readonly #server: Server;
  readonly #redfish: Redfish;
  readonly #folder: string;

  /** `folder`: the BMC's `/run/hardware`. */
  constructor(folder: string, host: Omit<RedfishHost, 'now' | 'token'>) {
    this.#folder = folder;
    this.#redfish = new Redfish({
      ...host,
      now: () => performance.now(),
      token: () => randomBytes(16).toString('hex'),
    });
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(`${this.#folder}/redfish.sock`);
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const mode = this.#mode();
    if (mode === 'slow') await pause(SLOW_MS, undefined, { ref: false });
    const body = await bodyOf(request);
    const token = request.headers['x-auth-token'];
    const { authorization } = request.headers;
    const said =
      mode === 'busy'
        ? { status: 503, headers: { 'Retry-After': '30' }, body: UNAVAILABLE }
        : this.#redfish.answer({
            method: request.method ?? 'GET',
            path: (request.url ?? '').replace(/\?.*/, ''),
            body,
            ...(typeof token === 'string' ? { token } : {}),
            ...(authorization === undefined ? {} : { authorization }),
          });
    response.writeHead(said.status, {
      'Content-Type': 'application/json',
      Connection: 'close',
      ...said.headers,
    });
    response.end(said.body === undefined ? undefined : `${JSON.stringify(said.body)}\n`);
  }

  #mode(): string {
    try {
      return readFileSync(`${this.#folder}/redfish.mode`, 'utf8').trim();
    } catch {
      return '';
    }
  }
}
