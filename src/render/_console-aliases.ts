import type { LineDaemon } from '#model/device.ts';
import { endpoints } from '#model/endpoint.ts';
import { lineDaemonOf } from '#model/service.ts';
import { CONSERVER_PORT, type ConsoleLine, consoleLines, tcpPort } from './_console.ts';
import type { RenderContext } from './context.ts';

/** One name for the serial line of a device: log in where the line ends, and attach to it there. */
export interface ConsoleAlias {
  /** The console server that the line ends on, under whose ssh names it is reached. */
  readonly server: string;
  /** Put behind the device's name: `zrh1/r01/sw1.console`. */
  readonly device: string;
  /** Runs on the console server. */
  readonly command: string;
}

/** What attaches to a line on its console server, by literal address. A terminal is needed, as `ssh -t` gives one. */
const ATTACH: Readonly<Record<LineDaemon, (line: ConsoleLine) => string>> = {
  // 8 bits, so that Enter is one character; Ctrl-] and `send brk` is a break, Ctrl-] and `quit` leaves.
  ser2net: (line) => `exec telnet -8 127.0.0.1 ${tcpPort(line)}`,
  // Ctrl-E c l 0 is a break, Ctrl-E c . leaves, Ctrl-E c ? lists the rest.
  conserver: (line) => `exec console -M 127.0.0.1 -p ${CONSERVER_PORT} ${line.far.device}`,
};

/** Every serial line, by device; the first where a device has several. */
export const consoleAliases = (context: RenderContext): ConsoleAlias[] => {
  const reachable = new Set(endpoints(context.network).map(({ device }) => device.id));
  const found = new Map<string, ConsoleAlias>();
  for (const server of context.network.devices.filter(({ id }) => reachable.has(id)))
    for (const line of consoleLines(context, server)) {
      const device = line.far.device;
      if (device === server.id || found.has(device)) continue;
      const command = ATTACH[lineDaemonOf(server)](line);
      found.set(device, { server: server.id, device, command });
    }
  return [...found.values()];
};
