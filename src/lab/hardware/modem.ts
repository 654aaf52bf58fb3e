import { MODEM_PORT, SIM_PIN } from '../world/modem.ts';
import type { Levers } from './levers.ts';
import type { RunningHost } from './running-host.ts';
import { SerialPort } from './serial-port.ts';

const LONGEST = 200;

/** The control port of a gateway's modem: takes the SIM's PIN (3GPP TS 27.007, 8.3), and then the uplink has carrier. */
export const modemPort = (hardware: Levers, host: RunningHost, uplink: string): SerialPort => {
  let line = '';
  const hear = (text: string): void => {
    for (const char of text) {
      if (char !== '\r' && char !== '\n') line = (line + char).slice(-LONGEST);
      else if (line !== '') port.write(`\r\n${answer(line)}\r\n`);
      if (char === '\r' || char === '\n') line = '';
    }
  };
  const answer = (command: string): string => {
    const locked = hardware.facts.lockedModems.has(uplink);
    if (/^AT\+CPIN\?$/i.test(command)) return `+CPIN: ${locked ? 'SIM PIN' : 'READY'}\r\n\r\nOK`;
    const pin = /^AT\+CPIN="?(\d+)"?$/i.exec(command)?.[1];
    if (pin === undefined) return /^AT$/i.test(command) ? 'OK' : 'ERROR';
    if (!locked || pin !== SIM_PIN) return '+CME ERROR: 16';
    void hardware.turn
      .run(() => hardware.blackouts.endWait({ off: [], asking: [], modems: [uplink] }))
      .catch(() => {});
    return 'OK';
  };
  const port = new SerialPort(`${host.dir}/lines/${MODEM_PORT}`, hear, '666');
  return port;
};
