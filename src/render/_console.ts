import type { Device, Port } from '#model/network.ts';
import type { RenderContext } from './context.ts';

/** A serial line of a console server. */
export interface ConsoleLine {
  /** As printed on the console server. */
  readonly number: number;
  readonly port: Port;
  /** The console port at its other end. */
  readonly far: Port;
}

/** Links to the serial ports by number, which whoever sets the machine up makes once: a port's path is its hardware's business. */
export const LINES = '/etc/relaxops-lines';

/** What most consoles speak from the factory, in bits a second. */
export const USUAL_SPEED = 9600;
/** Where sessions on lines are kept, and the file of one. */
export const CONSOLE_LOGS = '/var/log/relaxops';
export const consoleLog = ({ far }: ConsoleLine): string =>
  `${CONSOLE_LOGS}/console-${far.device.replaceAll('/', '-')}.log`;

/** How a line is set: as the console at its other end is. */
export const lineSettings = ({ topology }: RenderContext, { far }: ConsoleLine) => {
  const { speed = USUAL_SPEED, flow = 'none' } = topology.device(far.device).console ?? {};
  return { speed, flow };
};

/** What whoever comes is told: where they are, and which device the inventory expects there. */
export const lineBanner = (server: string, line: ConsoleLine): string =>
  `${server} line ${line.number}: ${line.far.device}`;

/** The lines of a console server as remarks, with a column between number and console. */
export const lineTable = (
  lines: readonly ConsoleLine[],
  title: string,
  column: (line: ConsoleLine) => string,
): string[] => {
  const width = Math.max(title.length, ...lines.map((line) => column(line).length));
  const row = (number: string, text: string, console: string): string =>
    `# ${number.padEnd(4)}  ${text.padEnd(width)}  ${console}`;
  return [
    row('line', title, 'console'),
    ...lines.map((line) => row(String(line.number), column(line), line.far.id)),
  ];
};

/** Where conserver serves all lines, on the loopback: its own default (conserver(8)). */
export const CONSERVER_PORT = 782;

/** Where ser2net serves a line, on the loopback of its console server. */
export const tcpPort = (line: ConsoleLine): number => 2000 + line.number;

/** The number at the end of each name, `tty3` is 3; where two would be the same or one has none, the position, from 1. */
const numbersOf = (ports: readonly Port[]): number[] => {
  const written = ports.map((port) => Number(/\d{1,3}$/.exec(port.name)?.[0] ?? Number.NaN));
  const usable = written.every((number) => number >= 0) && new Set(written).size === ports.length;
  return usable ? written : ports.map((_, at) => at + 1);
};

/** The cabled lines of a device's console server ports, by number. */
export const consoleLines = (
  { topology }: Pick<RenderContext, 'topology'>,
  device: Device,
): ConsoleLine[] => {
  const ports = device.ports.filter((port) => port.kind === 'console-server');
  const numbers = numbersOf(ports);
  return ports
    .flatMap((port, at): ConsoleLine[] => {
      const far = topology.peer(port.id);
      return far?.kind === 'console' ? [{ number: numbers[at]!, port, far }] : [];
    })
    .sort((a, b) => a.number - b.number);
};
