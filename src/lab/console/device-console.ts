import { type CommandId, commandIn, helpLines } from './commands.ts';
import { LineEditor, type Typed } from './line-editor.ts';
import type { Identity, Machine } from './machine.ts';
import { MENU, SECRET, type State, SURE } from './states.ts';

/** How long after power-on Ctrl-C still opens the boot menu. */
export const MENU_WINDOW_MS = 3_000;
/** Nobody chooses: the boot goes on. */
export const MENU_WAITS_MS = 60_000;
/** Nobody types: logged out. */
export const IDLE_MS = 600_000;
/** After a wrong password. */
export const WRONG_PASSWORD_MS = 2_000;

/** Characters that wait while something runs. */
const MOST_AHEAD = 500;

/**
 * A device's console: what a person sees who holds the serial line, from power-on to the prompt. It is silent without power, and
 * its prompts name the device, so that whoever is at the wrong port notices.
 */
export class DeviceConsole {
  readonly #who: Identity;
  readonly #machine: Machine;
  readonly #write: (text: string) => void;
  readonly #editor = new LineEditor();
  #state: State = 'off';
  #user = '';
  /** What was typed while nobody listened. */
  #ahead = '';
  #poweredAt = 0;
  #cancel: () => void = () => {};

  constructor(who: Identity, machine: Machine, write: (text: string) => void) {
    this.#who = who;
    this.#machine = machine;
    this.#write = write;
  }

  get state(): State {
    return this.#state;
  }

  /** The board has power: it says what it is, and that there is a boot menu. */
  powerOn(): void {
    const { name, role, vendor } = this.#who;
    this.#editor.clear();
    this.#poweredAt = this.#machine.now();
    this.#say('', `${name}: ${role}${vendor === undefined ? '' : `, ${vendor}`}`, 'Power-on self test: ok');
    this.#say(`Ctrl-C within ${MENU_WINDOW_MS / 1000} seconds for the boot menu`, 'Booting');
    if (this.#machine.asks()) this.#ask('passphrase', `Passphrase for the disk of ${name}: `);
    else this.#enter('booting');
  }

  /** The system is up: a login prompt, unless somebody is in the menu. */
  booted(): void {
    if (this.#state === 'booting' || this.#state === 'passphrase') this.#askUser();
  }

  powerOff(): void {
    this.#cancel();
    this.#editor.clear();
    this.#ahead = '';
    this.#state = 'off';
  }

  /** The system hangs: the line is there, shows what it died of, and hears nothing until the power has been off. */
  hang(): void {
    if (this.#state === 'off' || this.#state === 'hung') return;
    this.powerOff();
    this.#state = 'hung';
    this.#say('', `${this.#who.name}: kernel: BUG: hard lockup`);
  }

  /** Characters from the line, latin1. */
  receive(text: string): void {
    for (const char of text) this.#type(char);
  }

  #type(char: string): void {
    if (this.#isDeaf()) return;
    if (this.#state === 'wait') {
      this.#ahead = (this.#ahead + char).slice(0, MOST_AHEAD);
      return;
    }
    const { echo, typed } = this.#editor.type(char);
    const hidden = SECRET.has(this.#state) && echo !== '\r\n';
    if (this.#state !== 'booting' && !hidden) this.#write(echo);
    if (this.#state === 'shell') this.#restartIdle();
    if (typed) this.#hear(typed);
  }

  #isDeaf(): boolean {
    return this.#state === 'off' || this.#state === 'hung';
  }

  #hear(typed: Typed): void {
    const text = typed.kind === 'line' ? typed.text : '';
    if (typed.kind === 'break' && this.#menuIsOpen()) this.#do(this.#openMenu());
    else if (this.#state === 'menu') this.#choose(text.trim());
    else if (this.#state === 'reset-menu') this.#do(this.#reset(text, 'menu'));
    else if (this.#state === 'reset-shell') this.#do(this.#reset(text, 'shell'));
    else if (this.#state === 'passphrase') this.#unlock(text);
    else if (this.#state === 'user') this.#named(text.trim());
    else if (this.#state === 'password') this.#logIn(typed.kind === 'line' ? text : undefined);
    else if (this.#state === 'shell') this.#command(typed, text);
  }

  #menuIsOpen(): boolean {
    const early = this.#machine.now() - this.#poweredAt < MENU_WINDOW_MS;
    return early && (this.#state === 'booting' || this.#state === 'user');
  }

  async #openMenu(): Promise<void> {
    this.#enter('wait');
    this.#say('', 'Boot stopped');
    await this.#machine.halt();
    if (this.#state === 'wait') this.#showMenu();
  }

  #showMenu(): void {
    this.#enter('menu', MENU_WAITS_MS, () => this.#choose('1'));
    this.#say(
      `Boot menu of ${this.#who.name}; goes on by itself in ${MENU_WAITS_MS / 1000} seconds`,
      ...MENU,
    );
    this.#write('Choice: ');
  }

  #choose(choice: string): void {
    if (choice === '1') this.#do(this.#boot());
    else if (choice === '2') this.#ask('reset-menu', SURE);
    else this.#showMenu();
  }

  async #boot(): Promise<void> {
    this.#enter('booting');
    this.#say('Booting');
    await this.#machine.boot();
  }

  /** The answer to `SURE`, asked in the menu or at the prompt. */
  async #reset(answer: string, from: 'menu' | 'shell'): Promise<void> {
    if (answer.trim() !== this.#who.name) {
      this.#say('Nothing was erased');
      return from === 'menu' ? this.#showMenu() : this.#prompt();
    }
    this.#enter('wait');
    await this.#machine.setBlank(true);
    if (this.#state !== 'wait') return;
    this.#say('Configuration erased');
    if (from === 'menu') await this.#boot();
    else await this.#reload();
  }

  /** In a lab the passphrase is the console's password. */
  #unlock(typed: string): void {
    if (typed === this.#who.password) {
      this.#enter('booting');
      this.#do(this.#machine.unlock());
    } else this.powerOn();
  }

  #askUser(): void {
    this.#enter('user');
    if (this.#machine.blank()) this.#say('', 'This device has no configuration');
    this.#write(`\r\n${this.#who.name} login: `);
  }

  #named(user: string): void {
    this.#user = user;
    if (user === '') this.#askUser();
    else this.#ask('password', 'Password: ');
  }

  #logIn(password: string | undefined): void {
    if (password === this.#who.password && this.#user === this.#who.user) {
      this.#write('\r\n');
      this.#prompt();
    } else this.#enter('wait', WRONG_PASSWORD_MS, () => this.#refuse());
  }

  #refuse(): void {
    // What came meanwhile was no name.
    this.#ahead = '';
    this.#say('', 'Login incorrect');
    this.#askUser();
  }

  #prompt(before = ''): void {
    this.#enter('shell');
    this.#restartIdle();
    this.#write(`${before}${this.#who.name}> `);
  }

  #command(typed: Typed, text: string): void {
    const id = commandIn(text);
    if (typed.kind === 'end') this.#askUser();
    else if (typed.kind === 'break') this.#prompt('^C\r\n');
    else if (text.trim() === '') this.#prompt();
    else if (id === undefined) this.#prompt('Unknown command, try "help"\r\n');
    else {
      this.#enter('wait');
      this.#do(this.#run(id));
    }
  }

  /** What takes a while; if it goes wrong, the way in begins anew. Power may go meanwhile. */
  #do(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.#isDeaf()) return;
      this.#say(error instanceof Error ? error.message : String(error));
      this.#askUser();
    });
  }

  async #run(id: CommandId): Promise<void> {
    if (id === 'exit') this.#askUser();
    else if (id === 'reload') await this.#reload();
    else if (id === 'factory-reset') this.#ask('reset-shell', SURE);
    else if (id === 'restore') await this.#restore();
    else {
      const lines = await this.#answer(id);
      if (this.#state !== 'wait') return;
      this.#say(...lines);
      this.#prompt();
    }
  }

  async #answer(id: CommandId): Promise<string[]> {
    if (id === 'version') return this.#version();
    if (id === 'interfaces') return (await this.#machine.interfaces()).trimEnd().split('\n');
    if (id === 'rollback')
      return [(await this.#machine.rollback()) ? 'Rolled back' : 'There is nothing to roll back'];
    return helpLines();
  }

  #version(): string[] {
    const { name, role, vendor, platform, version } = this.#who;
    const seconds = Math.floor((this.#machine.now() - this.#poweredAt) / 1000);
    const about = [vendor, platform, version].filter((part) => part !== undefined).join(' ');
    return [`${name}: ${role}${about === '' ? '' : `, ${about}`}`, `up ${seconds} s`];
  }

  async #restore(): Promise<void> {
    if (this.#machine.blank()) {
      await this.#machine.setBlank(false);
      return this.#reload();
    }
    this.#say('The configuration is there');
    this.#prompt();
  }

  async #reload(): Promise<void> {
    this.#enter('wait');
    this.#say('Reloading');
    await this.#machine.halt();
    if (this.#state !== 'wait') return;
    this.powerOn();
    await this.#machine.boot();
  }

  #ask(state: State, question: string): void {
    this.#enter(state);
    this.#write(question);
  }

  #restartIdle(): void {
    this.#cancel();
    this.#cancel = this.#machine.later(IDLE_MS, () => this.#askUser());
  }

  #enter(state: State, ms?: number, then: () => void = () => {}): void {
    this.#cancel();
    this.#cancel = ms === undefined ? () => {} : this.#machine.later(ms, then);
    this.#state = state;
    const ahead = state === 'wait' ? '' : this.#ahead;
    if (ahead === '') return;
    this.#ahead = '';
    // After what the new state has to say.
    queueMicrotask(() => this.receive(ahead));
  }

  #say(...lines: string[]): void {
    this.#write(lines.map((line) => `${line}\r\n`).join(''));
  }
}
