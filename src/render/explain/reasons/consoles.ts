import type { Reason } from '../origin.ts';

export const ser2net: readonly Reason[] = [
  { match: /^(%YAML|---)/, why: 'the format' },
  { match: /^connection: /, why: 'a serial line' },
  {
    match: /accepter: telnet/,
    why: 'on the loopback: who is here has logged in; a break needs telnet',
    sources: ['T42'],
  },
  { match: /connector: serialdev/, why: 'a serial port, set as the console at its other end is' },
  { match: /options:/, why: 'a section' },
  { match: /banner: /, why: 'which device the inventory expects there' },
  { match: /max-connections: /, why: 'several people look at the same line' },
  {
    match: /trace-read/,
    why: 'what the device said while somebody was there, with the time; not what was typed',
  },
];

export const conserver: readonly Reason[] = [
  { match: /^console /, why: 'a serial line, by the device at its other end' },
  { match: /^(config|access|default) |^\}$/, why: 'a section' },
  { match: /^\s+primaryport /, why: 'where `console` finds it, on the loopback' },
  {
    match: /^\s+(defaultaccess|trusted|passwdfile|sslrequired) /,
    why: 'who is on the loopback has logged in, and nobody else comes',
    sources: ['T42'],
  },
  {
    match: /^\s+(redirect|master) /,
    why: 'no other console server is asked, and no name looked up',
    sources: ['T54'],
  },
  {
    match: /^\s+(reinitcheck|options autoreinit)/,
    why: 'a line whose adapter vanished is tried again every minute, and at once when somebody comes',
  },
  { match: /^\s+(type|device) /, why: 'a serial port' },
  { match: /^\s+(parity|baud|options) /, why: 'set as the console at the other end is' },
  { match: /^\s+rw /, why: 'everybody may write, one at a time; the others watch' },
  { match: /^\s+(timestamp|logfile|logfilemax) /, why: 'all that the line ever says is kept, with the time' },
  { match: /^\s+motd /, why: 'which device the inventory expects there' },
];
