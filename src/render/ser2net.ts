import type { ConsoleSettings } from '#model/device.ts';
import { servicesOf } from '#model/service.ts';
import { type ConsoleLine, consoleLines, LINES, tcpPort } from './_console.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

/** What most consoles speak from the factory, in bits a second. */
const USUAL_SPEED = 9600;
const FLOW = { none: '', software: ',xonxoff', hardware: ',rtscts' };
/** Several people look at the same line, and everybody sees what each does. */
const PEOPLE = 8;
export const CONSOLE_LOGS = '/var/log/relaxops';

const table = (lines: readonly ConsoleLine[]): string[] => [
  '# line  TCP port  console',
  ...lines.map(
    (line) => `# ${String(line.number).padEnd(4)}  ${String(tcpPort(line)).padEnd(8)}  ${line.far.id}`,
  ),
];

/** ser2net's own escapes stand in single quotes, which YAML leaves alone. */
const banner = (host: Host, line: ConsoleLine): string =>
  `'${host.id} line ${line.number}: ${line.far.device}\\r\\n'`;

/** As ser2net spells it (gensio(5), serialdev): 8 bits, no parity, 1 stop bit; no modem lines. */
const settings = (console: ConsoleSettings | undefined): string =>
  `${console?.speed ?? USUAL_SPEED}n81,local${FLOW[console?.flow ?? 'none']}`;

const connection = (context: RenderContext, host: Host, line: ConsoleLine): string[] => [
  `connection: &line${line.number}`,
  // The loopback: who is on a line has logged in to this host (T42, ring 4 behind ring 3).
  `  accepter: tcp,127.0.0.1,${tcpPort(line)}`,
  `  connector: serialdev,${LINES}/${line.number},${settings(context.topology.device(line.far.device).console)}`,
  '  options:',
  `    banner: ${banner(host, line)}`,
  `    max-connections: ${PEOPLE}`,
  // What the device says, its echo included, and not what is typed: passwords are typed.
  `    trace-read: ${CONSOLE_LOGS}/console-${line.far.device.replaceAll('/', '-')}.log`,
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
        ...table(lines),
        ...lines.flatMap((line) => connection(context, host, line)),
      ]),
    ];
  },
};
