import { endpoints } from '#model/endpoint.ts';
import { consoleLines, tcpPort } from './_console.ts';
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

/** What attaches to a line on its console server; Ctrl-] leaves. A terminal is needed, as `ssh -t` gives one. */
const attach = (port: number): string => `exec socat -,rawer,escape=0x1d TCP:127.0.0.1:${port}`;

/** Every serial line, by device; the first where a device has several. */
export const consoleAliases = (context: RenderContext): ConsoleAlias[] => {
  const reachable = new Set(endpoints(context.network).map(({ device }) => device.id));
  const found = new Map<string, ConsoleAlias>();
  for (const server of context.network.devices.filter(({ id }) => reachable.has(id)))
    for (const line of consoleLines(context, server)) {
      const device = line.far.device;
      if (device === server.id || found.has(device)) continue;
      found.set(device, { server: server.id, device, command: attach(tcpPort(line)) });
    }
  return [...found.values()];
};
