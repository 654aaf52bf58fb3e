import { expect } from 'vitest';
import type { Lab } from '#lab/cage/lab.ts';
import type { ExecResult } from '#lab/hardware/protocol.ts';

/** So that a tunnel's own packets are not taken for ours. */
const SPORT = 40_404;
/** By numbers in the IP header. */
const PROTOCOLS: Readonly<Record<number | string, string>> = { 6: 'tcp', 17: 'udp' };

/** Sends one packet of each kind to each address at once; nobody waits for answers longer than a second. */
const SEND = `
const { addresses, tcp, udp, sport, type } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const net = require('node:net');
const socket = require('node:dgram').createSocket(type).on('error', () => {});
socket.bind(sport, () => {
  for (const host of addresses) {
    for (const port of udp) socket.send('x', port, host, () => {});
    for (const port of tcp) net.connect({ host, port }).on('error', () => {}).unref();
  }
  setTimeout(() => process.exit(0), 1000);
});`;

type Entry<Target> = readonly [Target, readonly [host: string, address: string]];

/** Packets of some kinds, such as "tcp/22", to some targets, each a host and its address, and which of them are let in. */
export class Packets<Target extends string> {
  readonly #lab: Lab;
  readonly #version: 4 | 6;
  readonly #targets: readonly Entry<Target>[];
  readonly #kinds: readonly string[];

  constructor(
    lab: Lab,
    version: 4 | 6,
    targets: Readonly<Record<Target, readonly [host: string, address: string]>>,
    kinds: readonly string[],
  ) {
    this.#lab = lab;
    this.#version = version;
    this.#targets = (Object.keys(targets) as Target[]).map((zone) => [zone, targets[zone]]);
    this.#kinds = kinds;
  }

  /** Behind the filters of the targets: it sees what they let in, and lets no daemon answer for it. */
  async listen(): Promise<void> {
    const table = `table ${this.#family} seen {
      set kinds { type inet_proto . inet_service; flags dynamic; size 256; }
      chain in {
        type filter hook input priority 100;
        tcp flags & (syn | ack) == syn add @kinds { meta l4proto . th dport }
        udp sport ${SPORT} add @kinds { meta l4proto . th dport }
      }
    }`;
    for (const [, [host]] of this.#targets) expect(await this.#nft(host, table)).toMatchObject({ ok: true });
  }

  /** What is let in of what this host sends to all of them, or to all but itself. */
  async letIn(host: string, toItself = false): Promise<Partial<Record<Target, string[]>>> {
    for (const [, [target]] of this.#targets)
      expect(await this.#nft(target, `flush set ${this.#family} seen kinds\n`)).toMatchObject({ ok: true });
    const numbers = (protocol: string): number[] =>
      this.#kinds.flatMap((kind) => (kind.startsWith(protocol) ? [Number(kind.slice(4))] : []));
    const stdin = JSON.stringify({
      addresses: this.#targets
        .filter(([, [target]]) => toItself || target !== host)
        .map(([, [, address]]) => address),
      ...{ tcp: numbers('tcp'), udp: numbers('udp'), sport: SPORT, type: `udp${this.#version}` },
    });
    const sent = await this.#lab.exec({ host, argv: [process.execPath, '-e', SEND], stdin });
    expect(sent).toMatchObject({ ok: true });
    const found: Partial<Record<Target, string[]>> = {};
    for (const [zone, [target]] of this.#targets) {
      const seen = await this.#seenAt(target);
      if (seen.length > 0) found[zone] = this.#kinds.filter((kind) => seen.includes(kind));
    }
    return found;
  }

  get #family(): string {
    return this.#version === 4 ? 'ip' : 'ip6';
  }

  #nft(host: string, stdin: string): Promise<ExecResult> {
    return this.#lab.exec({ host, argv: ['nft', '-f', '-'], stdin });
  }

  async #seenAt(host: string): Promise<string[]> {
    const argv = ['nft', '-n', '-j', 'list', 'set', this.#family, 'seen', 'kinds'];
    const { stdout } = await this.#lab.exec({ host, argv });
    const entries = JSON.parse(stdout).nftables as {
      set?: { elem?: { concat: [number | string, number] }[] };
    }[];
    return entries
      .flatMap((entry) => entry.set?.elem ?? [])
      .map(({ concat: [protocol, port] }) => `${PROTOCOLS[protocol] ?? protocol}/${port}`);
  }
}
