import { connect, type Socket } from 'node:net';
import type { Attempt, Outcome, Target } from '../hardware/protocol.ts';
import { Kex } from './ssh-kex.ts';

/** RFC 4253, 4.2: lines may come before the version; no sshd needs more than this. */
const MAX_PREAMBLE = 4096;

const BY_ERROR: Readonly<Record<string, Outcome>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

type End = Pick<Attempt, 'outcome' | 'hostKey' | 'banner'>;

/** What has come until now, and what follows from it. */
class Conversation {
  readonly #socket: Socket;
  readonly #wantsKey: boolean;
  #preamble = Buffer.alloc(0);
  #kex: Kex | undefined;
  #banner: string | undefined;

  constructor(socket: Socket, wantsKey: boolean) {
    this.#socket = socket;
    this.#wantsKey = wantsKey;
  }

  /** The end of the attempt, once it is known. */
  hear(bytes: Buffer): End | undefined {
    if (this.#kex) return this.#exchange(this.#kex, bytes);
    this.#preamble = Buffer.concat([this.#preamble, bytes]);
    const text = this.#preamble.toString('latin1');
    const match = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/.exec(text);
    if (!match)
      return text.length > MAX_PREAMBLE || !/^(S|.*\n)/s.test(text) ? { outcome: 'garbled' } : undefined;
    this.#banner = match[1]!;
    if (!/^SSH-(2\.0|1\.99)-/.test(this.#banner)) return { outcome: 'garbled', banner: this.#banner };
    if (!this.#wantsKey) return { outcome: 'answered', banner: this.#banner };
    this.#kex = new Kex(this.#banner);
    this.#socket.write(this.#kex.opening());
    return this.#exchange(this.#kex, this.#preamble.subarray(match.index + match[0].length));
  }

  /** The server hung up. */
  closed(): End {
    return { outcome: this.#banner || this.#preamble.length > 0 ? 'garbled' : 'closed' };
  }

  #exchange(kex: Kex, bytes: Buffer): End | undefined {
    const step = kex.feed(bytes);
    if (step.kind === 'send') this.#socket.write(step.bytes);
    if (step.kind === 'wrong') return { outcome: 'garbled', banner: this.#banner! };
    return step.kind === 'key'
      ? { outcome: 'answered', hostKey: step.hostKey, banner: this.#banner! }
      : undefined;
  }
}

/** Once TCP stands somebody is there; a busy machine may then take its time for banner and key. */
export const ANSWER_MS = 8_000;

/** Tries one address: TCP within the time, then the banner, then the host key if it is asked for. */
export const probe = (
  target: Target,
  timeoutMs: number,
  wantsKey: boolean,
  answerMs = ANSWER_MS,
): Promise<Attempt> =>
  new Promise((resolve) => {
    const began = performance.now();
    const socket = connect({ host: target.address, port: target.port, noDelay: true });
    const conversation = new Conversation(socket, wantsKey);
    const finish = (end: End): void => {
      clearTimeout(timer);
      // Reset instead of a polite goodbye: nothing of a probe stays in any table.
      socket.removeAllListeners().on('error', () => {});
      socket.resetAndDestroy();
      resolve({ ...end, durationMs: performance.now() - began });
    };
    // What has arrived while this process was kept waiting counts: it is looked at before the verdict.
    let timer = setTimeout(
      () => setImmediate(() => socket.connecting && finish({ outcome: 'timeout' })),
      timeoutMs,
    );
    socket.on('connect', () => {
      clearTimeout(timer);
      timer = setTimeout(() => finish({ outcome: 'timeout' }), answerMs);
    });
    socket.on('data', (bytes) => {
      const end = conversation.hear(bytes);
      if (end) finish(end);
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      finish({ outcome: BY_ERROR[error.code ?? ''] ?? 'unreachable' }),
    );
    socket.on('end', () => finish(conversation.closed()));
  });
