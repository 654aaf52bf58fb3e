import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What SCRAM found, read as it comes: reports run to gigabytes. */
export interface ScramAnswer {
  /** Seconds that it says it spent on cut sets, reading and writing apart. */
  readonly solving: number;
  /** The same in seconds of CPU: of what it had used when it began to write, the share that solving is of the time until then. */
  readonly cpu: number;
  /** Seconds from start to end. */
  readonly wall: number;
  /** By top event: a number that any order of the same sets gives. */
  readonly digests: ReadonlyMap<string, number>;
  readonly sets: number;
}

/** A digest of sets of numbers: sums of a mix of each, so that order does not matter. */
export const mixed = (events: readonly number[]): number => {
  let sum = 0;
  let product = 1;
  for (const event of events) {
    const one = Math.imul(event + 0x9e3779b1, 0x85ebca6b) >>> 0;
    sum = (sum + (Math.imul(one ^ (one >>> 13), 0xc2b2ae35) >>> 0)) >>> 0;
    product = Math.imul(product, one | 1) >>> 0;
  }
  return (sum ^ product) >>> 0;
};

class Reader {
  solving = 0;
  sets = 0;
  readonly digests = new Map<string, number>();
  private rest = '';
  private top = '';
  private events: number[] = [];

  read(chunk: string): void {
    const tokens = (this.rest + chunk).split('<');
    this.rest = tokens.pop()!;
    for (const token of tokens) this.token(token);
  }

  private token(token: string): void {
    if (token.startsWith('basic-event name')) this.events.push(Number(/"e(\d+)"/.exec(token)![1]));
    else if (token.startsWith('/product>')) this.close();
    else if (token.startsWith('product order')) {
      this.events = [];
      if (token.includes('/>')) this.close();
    } else if (token.startsWith('sum-of-products')) this.open(/name="(\w+)"/.exec(token)![1]!);
    else if (token.startsWith('products>')) this.solving += Number(token.slice('products>'.length));
  }

  private open(top: string): void {
    this.top = top;
    this.digests.set(top, 0);
  }

  private close(): void {
    this.sets++;
    this.digests.set(this.top, (this.digests.get(this.top)! + mixed(this.events)) % 2 ** 52);
  }
}

/** Ticks of a second in /proc (proc(5), utime and stime; USER_HZ is 100 wherever Node runs). */
const TICKS = 100;

/** Seconds of CPU that the process has used. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

/** Cut sets of order 2 of a model by SCRAM; a sentence where it did not end in time or refused. */
export const runScram = async (file: string, seconds: number): Promise<ScramAnswer | string> => {
  const began = performance.now();
  const child = spawn('scram', ['--mocus', '-l', '2', '--no-indent', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const reader = new Reader();
  let wrong = '';
  let share = 0;
  child.stdout.setEncoding('utf8').once('data', () => {
    share = cpuOf(child.pid!) / ((performance.now() - began) / 1000);
  });
  child.stdout.on('data', (chunk: string) => reader.read(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    wrong = (wrong + chunk).slice(0, 500);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(-1)).on('close', resolve);
  });
  clearTimeout(timer);
  const wall = (performance.now() - began) / 1000;
  if (code === null) return `not done in ${seconds} s`;
  if (code !== 0) return wrong === '' ? 'not installed' : wrong;
  const { solving, digests, sets } = reader;
  return { solving, cpu: solving * share, wall, digests, sets };
};
