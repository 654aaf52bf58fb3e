/** What came of a try at a console: a closed set, each with what a person does about it. */
export const CONSOLE_OUTCOMES = {
  answered: { says: 'a prompt', remedy: 'nothing to do' },
  'no-login': {
    says: 'the console server lets nobody in',
    remedy: 'log in to the console server by hand; if it is off, power-cycle it at its PDU',
  },
  'no-daemon': {
    says: 'nothing serves the line',
    remedy: 'systemctl restart relaxops-ser2net, or relaxops-conserver, on the console server',
  },
  'daemon-hangs': {
    says: 'the daemon takes the connection and says nothing',
    remedy:
      'systemctl restart relaxops-ser2net, or relaxops-conserver, on the console server; all lines go for a second',
  },
  'no-port': {
    says: 'the serial port does not open',
    remedy:
      'plug the adapter in again; then ls -l /etc/relaxops-lines on the console server, and lsof on the port',
  },
  'in-use': {
    says: 'somebody else has the line',
    remedy:
      'conserver: Ctrl-E c w says who, Ctrl-E c f takes the line; ser2net: ss -tnp on the console server says who, or restart it',
  },
  silent: {
    says: 'the line is open and nothing comes',
    remedy:
      'check that the device has power, its cable, and flow control (none); then the port: swap it with one that answers',
  },
  garbage: {
    says: 'characters come that make no sense',
    remedy:
      "set the device's speed: console: { speed: ... } in the inventory, or stty -F /etc/relaxops-lines/<n> <speed> to try one",
  },
  'no-prompt': {
    says: 'the device speaks and shows no prompt',
    remedy:
      'it boots, or it hangs: watch it for a minute, send a break, then power-cycle it at its BMC or PDU',
  },
} as const;
export type ConsoleOutcome = keyof typeof CONSOLE_OUTCOMES;

/** What a console server says itself, by its daemon; the text of ser2net 4.3 and conserver 8.2. */
const SERVER_SAYS: readonly (readonly [ConsoleOutcome, RegExp])[] = [
  ['no-daemon', /Connection refused|Unable to connect to/],
  ['no-port', /Device open failure|-- console is down\]/],
  ['in-use', /Port already in use|\[no, \S+ is attached\]|\[read-only /],
];

/** ser2net's negotiation of telnet (RFC 854): IAC, a verb and an option; and its banner, as conserver's. */
const NEGOTIATION = /^(?:\uFFFD\uFFFD[\s\S])+/;
const BANNER = /^.*\bline \d+: \S+\]?\r*\n/m;
/** conserver's own lines. */
const NOTES = /^\[.*\]\r*\n/gm;
const PROMPT = /^([^\s>]+)(?: login: |> )/gm;

/** The device that a prompt names, the last one of what was said. */
export const promptIn = (text: string): string | undefined => [...text.matchAll(PROMPT)].at(-1)?.[1];

/** Characters that no console sends on purpose. */
const isNoise = (char: string): boolean =>
  char === '\uFFFD' || (char < ' ' && !'\r\n\t\b\x07\x1b'.includes(char)) || char === '\x7f';

/** A third: a prompt behind a few bad characters is still a console. */
const NOISE = 1 / 3;

/** Judges what a console server and the device behind it said to Enter; undefined: the login there did not work. */
export const consoleOutcome = (said: string | undefined): ConsoleOutcome => {
  if (said === undefined) return 'no-login';
  if (promptIn(said) !== undefined) return 'answered';
  if (said.trim() === '') return 'daemon-hangs';
  const server = SERVER_SAYS.find(([, words]) => words.test(said));
  if (server) return server[0];
  const device = [...said.replace(NEGOTIATION, '').replace(BANNER, '').replace(NOTES, '')].filter(
    (char) => !' \r\n'.includes(char),
  );
  if (device.length === 0) return 'silent';
  return device.filter(isNoise).length > device.length * NOISE ? 'garbage' : 'no-prompt';
};
