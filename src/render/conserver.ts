import { servicesOf } from '#model/service.ts';
import {
  CONSERVER_PORT,
  type ConsoleLine,
  consoleLines,
  consoleLog,
  LINES,
  lineBanner,
  lineSettings,
  lineTable,
} from './_console.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

/** conserver.cf(5), options: without a word it would do software flow control. */
const FLOW = {
  none: '!ixon,!ixoff,!crtscts',
  software: 'ixon,ixoff,!crtscts',
  hardware: '!ixon,!ixoff,crtscts',
};
/** A log is set aside at this size; conserver looks every 5 minutes. */
const LOG_SIZE = '10m';

/**
 * Literal addresses and localhost only (T54). Whoever is on the loopback has logged in to this host and is trusted
 * (T42, ring 4 behind ring 3); encryption would protect nothing there.
 */
const SERVER = [
  'config * {',
  `  primaryport ${CONSERVER_PORT};`,
  '  defaultaccess rejected;',
  '  passwdfile /dev/null;',
  '  sslrequired no;',
  '  redirect no;',
  // Whatever is down is tried again every minute, and at once when somebody comes (reinitoncc).
  '  reinitcheck 1;',
  '}',
  'access * {',
  '  trusted 127.0.0.1;',
  '}',
];

const DEFAULTS = [
  'default * {',
  '  master localhost;',
  '  type device;',
  '  parity none;',
  // Everybody may write, but one at a time: conserver keeps the others as watchers.
  '  rw *;',
  '  options autoreinit,reinitoncc;',
  // A time on each line; who came, went, or sent a break.
  '  timestamp 1lab;',
  `  logfilemax ${LOG_SIZE};`,
  '}',
];

const console = (context: RenderContext, host: Host, line: ConsoleLine): string[] => {
  const { speed, flow } = lineSettings(context, line);
  return [
    `console ${line.far.device} {`,
    `  device ${LINES}/${line.number};`,
    `  baud ${speed};`,
    `  options ${FLOW[flow]};`,
    `  logfile ${consoleLog(line)};`,
    `  motd "${lineBanner(host.id, line)}";`,
    '}',
  ];
};

/** Serial lines of a console server that logs them always, with one writer each. */
export const conserver: Renderer = {
  id: 'conserver',
  title: 'serial lines',
  appliesTo: (host, { network }) => !host.bmc && servicesOf(network, host.device).includes('conserver'),
  render: (context, host) => {
    const lines = consoleLines(context, host.device);
    return [
      file('conserver.cf', [
        header(host, 'serial lines'),
        ...lineTable(lines, 'device', (line) => `${LINES}/${line.number}`),
        ...SERVER,
        ...DEFAULTS,
        ...lines.flatMap((line) => console(context, host, line)),
      ]),
    ];
  },
  check: {
    path: /\/conserver\.cf$/,
    // -S judges and serves nothing.
    argv: (path) => ['/usr/sbin/conserver', '-S', '-C', path],
    package: 'conserver-server',
  },
};
