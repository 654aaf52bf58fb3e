import { servicesOf } from '#model/service.ts';
import {
  type ConsoleLine,
  consoleLines,
  consoleLog,
  LINES,
  lineBanner,
  lineSettings,
  lineTable,
  tcpPort,
} from './_console.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

const FLOW = { none: '', software: ',xonxoff', hardware: ',rtscts' };
/** Several people look at the same line, and everybody sees what each does. */
const PEOPLE = 8;

/** ser2net's own escapes stand in single quotes, which YAML leaves alone. */
const banner = (host: Host, line: ConsoleLine): string => `'${lineBanner(host.id, line)}\\r\\n'`;

/** As ser2net spells it (gensio(5), serialdev): 8 bits, no parity, 1 stop bit; no modem lines. */
const settings = (context: RenderContext, line: ConsoleLine): string => {
  const { speed, flow } = lineSettings(context, line);
  return `${speed}n81,local${FLOW[flow]}`;
};

const connection = (context: RenderContext, host: Host, line: ConsoleLine): string[] => [
  `connection: &line${line.number}`,
  // The loopback: who is on a line has logged in to this host (T42, ring 4 behind ring 3). A break needs telnet (RFC 854, 2217).
  `  accepter: telnet(rfc2217),tcp,127.0.0.1,${tcpPort(line)}`,
  `  connector: serialdev,${LINES}/${line.number},${settings(context, line)}`,
  '  options:',
  `    banner: ${banner(host, line)}`,
  `    max-connections: ${PEOPLE}`,
  // What the device says, its echo included, and not what is typed: passwords are typed.
  `    trace-read: ${consoleLog(line)}`,
  '    trace-read-timestamp: true',
];

/** Serial lines of a console server, each on a TCP port of its loopback. */
export const ser2net: Renderer = {
  id: 'ser2net',
  title: 'serial lines',
  appliesTo: (host, { network }) => !host.bmc && servicesOf(network, host.device).includes('ser2net'),
  render: (context, host) => {
    const lines = consoleLines(context, host.device);
    return [
      file('ser2net.yaml', [
        '%YAML 1.1',
        '---',
        header(host, 'serial lines'),
        ...lineTable(lines, 'TCP port', (line) => String(tcpPort(line))),
        ...lines.flatMap((line) => connection(context, host, line)),
      ]),
    ];
  },
};
