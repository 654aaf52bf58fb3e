import { closeSync, constants, openSync, readSync } from 'node:fs';
import { type Running, run, start } from '#host/process.ts';
import { CLEAN_ENV } from '../netns/tools.ts';
import { waitFor } from './wait.ts';

const START_TIMEOUT_MS = 10_000;
const SPEED_HOLDS_MS = 300;

/**
 * The far end of a serial line as a terminal device: a pseudo terminal that socat makes, since node makes none. What is written while
 * nobody has it open waits in the kernel, up to its buffer; a real port would lose it, and here it is lost when the line falls silent.
 */
export class SerialPort {
  readonly path: string;
  readonly #process: Running;
  #held: number | undefined;
  #gone = false;
  #speed: number | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> = Promise.resolve();

  /** `path`: the link that will name it. */
  constructor(path: string, onData: (text: string) => void, mode = '600') {
    this.path = path;
    this.#process = start(['socat', 'STDIO', `PTY,link=${path},rawer,echo=0,mode=${mode}`], {
      env: CLEAN_ENV,
      cwd: '/',
      onData,
    });
    void this.#process.exited.then(() => {
      this.#gone = true;
    });
  }

  /** Waits until the device is there, and keeps it open: else socat would hear an end whenever somebody closes it. */
  async ready(): Promise<void> {
    await waitFor(() => this.#gone || this.#hold(), START_TIMEOUT_MS, 5);
    if (this.#held === undefined) throw new Error(`no serial port ${this.path}: ${this.#process.errors()}`);
  }

  /** As it was set when somebody last looked. */
  get lastSpeed(): number | undefined {
    return this.#speed;
  }

  /** Bits a second that its user has set it to (stty(1)); looked up now and then, since that costs a process. */
  async speed(): Promise<number | undefined> {
    if (performance.now() - this.#lookedAt > SPEED_HOLDS_MS) {
      this.#lookedAt = performance.now();
      this.#looking = run(['stty', '-F', this.path, 'speed'], {
        env: CLEAN_ENV,
        timeoutMs: START_TIMEOUT_MS,
      }).then(({ ok, stdout }) => {
        this.#speed = ok ? Number(stdout) : undefined;
      });
    }
    await this.#looking;
    return this.#speed;
  }

  write(text: string): void {
    if (text !== '') this.#process.write(text);
  }

  /** Loses what waits for somebody to open it, as a real port would have: the far end has no power, or the line is cut. */
  drop(): void {
    const bytes = Buffer.alloc(4096);
    try {
      // It is open without waiting, so that an empty one ends this with EAGAIN.
      while (this.#held !== undefined && readSync(this.#held, bytes) > 0);
    } catch {
      // Nothing is left.
    }
  }

  close(): void {
    if (this.#held !== undefined) closeSync(this.#held);
    this.#held = undefined;
    this.#process.kill('SIGKILL');
  }

  #hold(): boolean {
    try {
      this.#held = openSync(this.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      return true;
    } catch {
      return false;
    }
  }
}
