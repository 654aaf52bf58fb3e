import type { LineDaemon } from '#model/network.ts';

/** A line as its console server knows it. */
export interface ServedLine {
  readonly number: number;
  readonly daemon: LineDaemon;
  readonly device: string;
}

/** How a console server is made to misbehave, and what takes it back: scripts for its shell. */
export interface ServerFault {
  readonly title: string;
  readonly cause: (line: ServedLine) => string;
  readonly mend: (line: ServedLine) => string;
}

/** As many as ser2net lets in; conserver has one writer. */
const SEATS: Readonly<Record<LineDaemon, number>> = { ser2net: 8, conserver: 1 };

const seat = ({ daemon, number, device }: ServedLine): string =>
  daemon === 'ser2net'
    ? `socat -u TCP:127.0.0.1:${2000 + number} OPEN:/dev/null`
    : `console -f -l mallory -M 127.0.0.1 -p 782 ${device}`;

const pids = ({ number }: ServedLine): string => `/run/relaxops/taken-${number}`;

/** Every process of the daemon, in this host's own process namespace. */
const processes = ({ daemon }: ServedLine): string => `grep -lsx ${daemon} /proc/[0-9]*/comm | cut -d/ -f3`;

/** What can be wrong with a console server itself. */
export const SERVER_FAULTS = {
  taken: {
    title: 'somebody has the line and went to lunch',
    cause: (line) => `mkfifo ${pids(line)}.in; for n in $(seq ${SEATS[line.daemon]}); do
      setsid ${seat(line)} 0<>${pids(line)}.in >/dev/null 2>&1 & echo $! >>${pids(line)}
    done; sleep 0.3`,
    mend: (line) => `kill $(cat ${pids(line)}) 2>/dev/null; rm -f ${pids(line)} ${pids(line)}.in`,
  },
  'daemon-hangs': {
    title: 'the daemon that serves the lines hangs',
    cause: (line) => `kill -STOP $(${processes(line)})`,
    mend: (line) => `kill -CONT $(${processes(line)})`,
  },
} as const satisfies Readonly<Record<string, ServerFault>>;
export type ServerFaultId = keyof typeof SERVER_FAULTS;
