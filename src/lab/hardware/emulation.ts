import { run } from '#host/process.ts';
import { DeviceConsole } from '../console/device-console.ts';
import type { Machine } from '../console/machine.ts';
import { carried, speedOf, type WireFault, type WireState } from '../console/serial-wire.ts';
import { CLEAN_ENV, inHost } from '../netns/tools.ts';
import type { LabConsole, LabEmulated, LabLine } from '../plan.ts';
import { chassisAnswer } from '../power/chassis.ts';
import { passPersist } from '../power/pass-persist.ts';
import { boardOf } from './board.ts';
import type { Levers } from './levers.ts';
import { LineServer } from './line-server.ts';
import { modemPort } from './modem.ts';
import { agentOf } from './outlets.ts';
import { RedfishServer } from './redfish-server.ts';
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
      const { switchedOff, deadControllers, hung } = this.#hardware.facts;
      const on = powered.has(host) && !switchedOff.has(host) && !deadControllers.has(host);
      const isHung = hung.has(host);
      if (isHung && device.state !== 'hung') this.#forgetOf(host);
      if (isHung) device.hang();
      if (on === this.#boardsOn.has(host)) continue;
      if (!on) this.#forgetOf(host);
      if (on) this.#boardsOn.add(host);
      else this.#boardsOn.delete(host);
      // Nobody stands in the boot menu of a device without power.
      if (!on) this.#hardware.facts.halted.delete(host);
      if (on) device.powerOn();
      else device.powerOff();
    }
    this.quieten();
  }

  /** Nobody hears what was said on lines that are dead now; once more when all has settled, for what was on its way to them. */
  quieten(): void {
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
    const ports = this.#what.lines
      .filter((line) => line.server === id && this.#isPlugged(line))
      .map((line) => this.#port(host, line));
    const bmc = this.#what.bmcs.find((one) => one.host === id);
    const pdu = this.#what.pdus.find((one) => one.host === id);
    if (bmc) {
      const board = boardOf(this.#hardware, bmc.board);
      const server = new LineServer(() => (line) => chassisAnswer(board, line));
      served.push(server);
      await server.listen(`${host.dir}/run/hardware/chassis.sock`);
      const { user, password } = bmc;
      const redfish = new RedfishServer(`${host.dir}/run/hardware`, {
        board,
        name: bmc.board,
        user,
        password,
      });
      served.push(redfish);
      await redfish.listen();
    }
    for (const { host: gateway, uplink } of this.#what.modems ?? [])
      if (gateway === id) ports.push(modemPort(this.#hardware, host, uplink));
    if (pdu) {
      const agent = agentOf(this.#hardware, pdu);
      const server = new LineServer(() => passPersist(agent));
      served.push(server);
      await server.listen(`${host.dir}/run/hardware/pdu.sock`);
    }
    served.push(...ports);
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

  /** What its console said before is no answer to who asks now. */
  #forgetOf(host: string): void {
    for (const [line, port] of this.#ports) if (line.console === host) port.drop();
  }

  /** Makes a line misbehave, or whole again; whether that changed anything. */
  async setLine(cable: string, fault: WireFault | undefined): Promise<boolean> {
    const line = this.#what.lines.find((one) => one.cable === cable);
    if (!line) throw new Error(`no serial line "${cable}" in lab "${this.#hardware.plan.name}"`);
    const { lineFaults } = this.#hardware.facts;
    if (lineFaults.get(cable) === fault) return false;
    if (fault === undefined) lineFaults.delete(cable);
    else lineFaults.set(cable, fault);
    this.#ports.get(line)?.drop();
    await this.#plug(line, fault !== 'unplugged');
    return true;
  }

  #isPlugged({ cable }: LabLine): boolean {
    return cable === undefined || this.#hardware.facts.lineFaults.get(cable) !== 'unplugged';
  }

  /** An adapter that is pulled out takes its port along. */
  async #plug(line: LabLine, plugged: boolean): Promise<void> {
    const port = this.#ports.get(line);
    const [host, served] = [...this.#served].find(([one]) => one.host.id === line.server) ?? [];
    if (!host || !served || plugged === (port !== undefined)) return;
    if (!plugged) {
      port!.close();
      this.#ports.delete(line);
      return;
    }
    const made = this.#port(host, line);
    served.push(made);
    await made.ready();
  }

  #port(host: RunningHost, line: LabLine): SerialPort {
    const port = new SerialPort(`${host.dir}/lines/${line.port}`, (text) => {
      void port.speed().then(() => {
        this.#consoles.get(line.console)?.receive(carried(text, this.#wire(line, port), 'device'));
      });
    });
    this.#ports.set(line, port);
    return port;
  }

  #wire(line: LabLine, port: SerialPort): WireState {
    if (line.cable === undefined) return {};
    const { cut, lineFaults } = this.#hardware.facts;
    const fault = cut.has(line.cable) ? 'stuck' : lineFaults.get(line.cable);
    const own = this.#what.consoles.find(({ host }) => host === line.console)?.speed;
    return {
      ...(fault === undefined ? {} : { fault }),
      ...(own === undefined || port.lastSpeed === undefined
        ? {}
        : { speeds: { device: speedOf(own, fault), port: port.lastSpeed } }),
    };
  }

  #console(identity: LabConsole): DeviceConsole {
    const { host } = identity;
    const write = (text: string): void => {
      for (const [line, port] of this.#ports)
        if (line.console === host) port.write(carried(text, this.#wire(line, port), 'port'));
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
      asks: () => hardware.facts.asking.has(host),
      unlock: async () =>
        void (await inTurn(() => hardware.blackouts.endWait({ off: [], asking: [host], modems: [] }))),
      blank: () => hardware.facts.blank.has(host),
      setBlank: async (blank) => void (await inTurn(async () => hardware.setBlank(host, blank))),
      rollback: () => inTurn(() => hardware.setMisconfigured(host, false)),
    };
  }
}
