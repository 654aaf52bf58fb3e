import { describe, expect, it } from 'vitest';
import { CONSOLE_OUTCOMES, type ConsoleOutcome, consoleOutcome, promptIn } from './console-outcome.ts';

/** As captured from ser2net 4.3 and conserver 8.2, and read as UTF-8. */
const TELNET =
  '\uFFFD\uFFFD\x03\uFFFD\uFFFD\x03\uFFFD\uFFFD\x01\uFFFD\uFFFD\x01\uFFFD\uFFFD\0\uFFFD\uFFFD\0\uFFFD\uFFFD,';
const BANNER = `${TELNET}cs1 line 5: zrh1/r01/sw1\r\n`;
const MOTD = "[-- MOTD -- cs1 line 5: zrh1/r01/sw1]\r\n[Enter `^Ec?' for help]\r\n";

describe('a try at a console', () => {
  const rows: readonly (readonly [string | undefined, ConsoleOutcome])[] = [
    [undefined, 'no-login'],
    ['2026/11/23 socat[18] E connect(5, AF=2 127.0.0.1:2001, 16): Connection refused', 'no-daemon'],
    ['console: Unable to connect to 127.0.0.1:782', 'no-daemon'],
    [`${TELNET}Device open failure: Value or file not found\r\n`, 'no-port'],
    ["[`zrh1/r01/gw1' -- console is down]\r\n[Enter `^Ec?' for help]\r\n", 'no-port'],
    [`${TELNET}Port already in use\r\n`, 'in-use'],
    [`${MOTD}[no, alice@localhost is attached]\r\n[read-only -- use ^E c ? for help]\r\n`, 'in-use'],
    ['\n', 'daemon-hangs'],
    [BANNER, 'silent'],
    [`${BANNER}\r\n`, 'silent'],
    [MOTD, 'silent'],
    [`${BANNER}\x01\uFFFD\x1c\uFFFDx\x02`, 'garbage'],
    [`${MOTD}\uFFFD\x02\uFFFD\x1c`, 'garbage'],
    [`${BANNER}Power-on self test: ok\r\nBooting\r\n`, 'no-prompt'],
    [`${BANNER}\r\nzrh1/r01/sw1 login: `, 'answered'],
    [`${MOTD}[no, bob@localhost is attached]\r\n[attached]\r\n\r\nzrh1/r01/sw1> `, 'answered'],
  ];
  it.each(rows)('%j is %s', (said, outcome) => expect(consoleOutcome(said)).toBe(outcome));

  it('has a case for each outcome, and words for each', () => {
    const known = Object.keys(CONSOLE_OUTCOMES);
    expect(known.filter((outcome) => !rows.some(([, one]) => one === outcome))).toEqual([]);
    for (const { says, remedy } of Object.values(CONSOLE_OUTCOMES)) expect(says + remedy).toMatch(/\w{3}/);
  });

  it('names the device of the last prompt', () => {
    expect(promptIn('a login: x\r\nzrh1/r01/sw1> ')).toBe('zrh1/r01/sw1');
    expect(promptIn('no prompt')).toBeUndefined();
  });
});
