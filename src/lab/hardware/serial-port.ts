import { closeSync, constants, openSync, readSync } from 'node:fs';
import { type Running, start } from '#host/process.ts';
import { CLEAN_ENV } from '../netns/tools.ts';
import { waitFor } from './wait.ts';

const START_TIMEOUT_MS = 10_000;

/**
 * The far end of a serial line as a terminal device: a pseudo terminal that socat makes, since node makes none. What is written while
 * nobody has it open waits in the kernel, up to its buffer; a real port would lose it, and here it is lost when the line falls silent.
 */
export class SerialPort {
  readonly path: string;
  readonly #process: Running;
  #held: number | undefined;
  #gone = false;

  /** `path`: the link that will name it. */
  constructor(path: string, onData: (text: string) => void) {
    this.path = path;
    this.#process = start(['socat', 'STDIO', `PTY,link=${path},rawer,echo=0,mode=600`], {
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

  write(text: string): void {
    this.#process.write(text);
  }

  /** Forgets what nobody has read: the far end has no power, or the line is cut. */
  drop(): void {
    const buffer = Buffer.alloc(4096);
    try {
      // It is open without waiting, so that an empty one ends this with EAGAIN.
      while (this.#held !== undefined && readSync(this.#held, buffer) > 0);
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
