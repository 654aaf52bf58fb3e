import { run } from '#host/process.ts';
import { DeviceConsole } from '../console/device-console.ts';
import type { Machine } from '../console/machine.ts';
import { CLEAN_ENV, inHost } from '../netns/tools.ts';
import type { LabConsole, LabEmulated, LabLine } from '../plan.ts';
import { chassisAnswer } from '../power/chassis.ts';
import { passPersist } from '../power/pass-persist.ts';
import { boardOf } from './board.ts';
import type { Levers } from './levers.ts';
import { LineServer } from './line-server.ts';
import { agentOf } from './outlets.ts';
import type { RunningHost } from './running-host.ts';
import { SerialPort } from './serial-port.ts';

const NOTHING: LabEmulated = { consoles: [], lines: [], bmcs: [], pdus: [] };
const INTERFACES_TIMEOUT_MS = 5_000;

/** What serves a host while it runs, and ends with it. */
interface Served {
  close(): void;
}

/** Consoles, their lines, and what lies behind the daemons of BMCs and PDUs: the hardware that speaks. */
export class Emulation {
  readonly #hardware: Levers;
  readonly #what: LabEmulated;
  readonly #consoles: ReadonlyMap<string, DeviceConsole>;
  /** Serial ports by line, while the host that has them runs. */
  readonly #ports = new Map<LabLine, SerialPort>();
  readonly #served = new Map<RunningHost, Served[]>();
  readonly #boardsOn = new Set<string>();

  constructor(hardware: Levers) {
    this.#hardware = hardware;
    this.#what = hardware.plan.emulated ?? NOTHING;
    this.#consoles = new Map(this.#what.consoles.map((one) => [one.host, this.#console(one)]));
  }

  /** Switches consoles on and off with their boards; `powered`: hosts with electricity. */
  follow(powered: ReadonlySet<string>): void {
    for (const [host, device] of this.#consoles) {
      const on = powered.has(host) && !this.#hardware.facts.switchedOff.has(host);
      if (on === this.#boardsOn.has(host)) continue;
      if (on) this.#boardsOn.add(host);
      else this.#boardsOn.delete(host);
      // Nobody stands in the boot menu of a device without power.
      if (!on) this.#hardware.facts.halted.delete(host);
      if (on) device.powerOn();
      else device.powerOff();
    }
    for (const [line, port] of this.#ports) if (this.#isSilent(line)) port.drop();
  }

  #isSilent({ console: host, cable }: LabLine): boolean {
    return !this.#boardsOn.has(host) || (cable !== undefined && this.#hardware.facts.cut.has(cable));
  }

  /** Gives a host that is about to boot its serial ports, and its daemons the sockets that they ask. */
  async made(host: RunningHost): Promise<void> {
    const { id } = host.host;
    const served: Served[] = [];
    this.#served.set(host, served);
    const ports = this.#what.lines.filter((line) => line.server === id).map((line) => this.#port(host, line));
    served.push(...ports);
    const bmc = this.#what.bmcs.find((one) => one.host === id);
    const pdu = this.#what.pdus.find((one) => one.host === id);
    if (bmc) {
      const board = boardOf(this.#hardware, bmc.board);
      const server = new LineServer(() => (line) => chassisAnswer(board, line));
      served.push(server);
      await server.listen(`${host.dir}/run/hardware/chassis.sock`);
    }
    if (pdu) {
      const agent = agentOf(this.#hardware, pdu);
      const server = new LineServer(() => passPersist(agent));
      served.push(server);
      await server.listen(`${host.dir}/run/hardware/pdu.sock`);
    }
    await Promise.all(ports.map((port) => port.ready()));
  }

  booted(host: RunningHost): void {
    this.#consoles.get(host.host.id)?.booted();
  }

  gone(host: RunningHost): void {
    for (const one of this.#served.get(host) ?? []) one.close();
    this.#served.delete(host);
    for (const line of this.#what.lines) if (line.server === host.host.id) this.#ports.delete(line);
  }

  #port(host: RunningHost, line: LabLine): SerialPort {
    const whole = () => line.cable === undefined || !this.#hardware.facts.cut.has(line.cable);
    const port = new SerialPort(`${host.dir}/lines/${line.port}`, (text) => {
      if (whole()) this.#consoles.get(line.console)?.receive(text);
    });
    this.#ports.set(line, port);
    return port;
  }

  #console(identity: LabConsole): DeviceConsole {
    const { host } = identity;
    const write = (text: string): void => {
      for (const [line, port] of this.#ports)
        if (line.console === host && !(line.cable && this.#hardware.facts.cut.has(line.cable)))
          port.write(text);
    };
    return new DeviceConsole({ ...identity, name: host }, this.#machine(host), write);
  }

  #machine(host: string): Machine {
    const hardware = this.#hardware;
    const inTurn = (change: () => Promise<boolean>): Promise<boolean> => hardware.turn.run(change);
    return {
      now: () => performance.now(),
      later: (ms, action) => {
        const timer = setTimeout(action, ms).unref();
        return () => clearTimeout(timer);
      },
      interfaces: async () => {
        const argv = inHost(hardware.powered(host).holder, ['ip', '-brief', 'address']);
        const { stdout } = await run(argv, { env: CLEAN_ENV, cwd: '/', timeoutMs: INTERFACES_TIMEOUT_MS });
        return stdout;
      },
      halt: async () => void (await inTurn(() => hardware.setHalted(host, true))),
      boot: async () => void (await inTurn(() => hardware.setHalted(host, false))),
      blank: () => hardware.facts.blank.has(host),
      setBlank: async (blank) => void (await inTurn(async () => hardware.setBlank(host, blank))),
      rollback: () => inTurn(() => hardware.setMisconfigured(host, false)),
    };
  }
}
