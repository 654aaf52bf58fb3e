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

/** Where a line is served, on the loopback of its console server. */
export const tcpPort = (line: ConsoleLine): number => 2000 + line.number;

/** The number at the end of each name, `tty3` is 3; where two would be the same or one has none, the position, from 1. */
const numbersOf = (ports: readonly Port[]): number[] => {
  const written = ports.map((port) => Number(/\d{1,3}$/.exec(port.name)?.[0] ?? Number.NaN));
  const usable = written.every((number) => number >= 0) && new Set(written).size === ports.length;
  return usable ? written : ports.map((_, at) => at + 1);
};

/** The cabled lines of a device's console server ports, by number. */
export const consoleLines = ({ topology }: RenderContext, device: Device): ConsoleLine[] => {
  const ports = device.ports.filter((port) => port.kind === 'console-server');
  const numbers = numbersOf(ports);
  return ports
    .flatMap((port, at): ConsoleLine[] => {
      const far = topology.peer(port.id);
      return far?.kind === 'console' ? [{ number: numbers[at]!, port, far }] : [];
    })
    .sort((a, b) => a.number - b.number);
};
