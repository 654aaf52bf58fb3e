import { type Where, whereIs } from '#addressing/where.ts';
import { parseIp, parsePrefix } from '#base/ip.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused, no, refused } from '../outcome.ts';
import type { Style } from '../output/style.ts';

/** An answer with what the port is plugged into, which is the next question at 3 a.m. */
interface Found extends Where {
  readonly to?: string;
}

const withPlug = (network: Network, where: Where): Found => {
  const cable = network.cables.find((c) => c.a === where.owner || c.b === where.owner);
  return cable ? { ...where, to: cable.a === where.owner ? cable.b : cable.a } : where;
};

const foundText = (found: Found, style: Style): string =>
  [
    `${style.bold(found.address)}${found.owner ? `  ${found.owner}` : ''}`,
    ...(found.ipv6 ? [`  ${found.ipv6}`] : []),
    `  ${found.what}`,
    ...(found.reckoning ? [`  ${found.reckoning}`] : []),
    ...(found.to ? [`  plugged into ${found.to}`] : []),
  ].join('\n');

/** Whether somebody has it; a free address lies in something at most. */
const isTaken = ({ owner, what }: Where): boolean => owner !== undefined && !what.startsWith('free');

/** `10.1.0.1/16` asks for the address; what is no address, such as `zrh1/r01`, stays. */
const withoutLength = (text: string): string => {
  const at = text.lastIndexOf('/');
  return at > 0 && parseIp(text.slice(0, at)) ? text.slice(0, at) : text;
};

/** An address with a length that it cannot have. */
const badLength = (text: string): string | undefined => {
  const ip = parseIp(withoutLength(text));
  if (!ip || !text.includes('/') || parsePrefix(text)) return undefined;
  return `"${text}" has a length that is none, expected /0 to /${ip.version === 4 ? 32 : 128}`;
};

/** A name may be shortened to its end. */
const isCalled = (id: string, text: string): boolean => id === text || id.endsWith(`/${text}`);

const answer = (network: Network, text: string): Outcome => {
  const bad = badLength(text);
  if (bad !== undefined) return misused(bad);
  const found = whereIs(network, withoutLength(text)).map((w) => withPlug(network, w));
  if (found.length === 0) {
    const device = network.devices.find((d) => [d, ...d.ports].some(({ id }) => isCalled(id, text)));
    if (device)
      return refused('no-address', `"${text}" has no address`, `relaxops plan ${device.id} --kind ports`);
    return refused(
      'not-found',
      `nothing in ${network.name} is called or has "${text}"`,
      'relaxops plan lists it all',
    );
  }
  return (found.some(isTaken) ? done : no)(found, (style) =>
    found.map((f) => `${foundText(f, style)}\n`).join(''),
  );
};

/** `relaxops where`: from an address to who has it, and back. */
export const where: Command = {
  name: 'where',
  summary: 'whose address is this, what address has that',
  description: `Answers in both directions, from the inventory alone: no DNS, no network. It says how a person works the address out. One that
nobody has gets what the plan keeps it for, and exit code 1. A name may be shortened to its end.`,
  arguments: [
    { name: '<what>', description: 'an address, device, device:port, operator or network', complete: 'port' },
  ],
  options: [],
  examples: [
    { command: 'relaxops where 10.1.2.102', text: 'who has it, and on which switch port' },
    { command: 'relaxops where zrh1/r02/srv01:bmc', text: 'the address of that BMC' },
    { command: 'relaxops where gw1', text: 'all addresses of every gw1' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'where/1',
  run: async (context, args) => withNetwork(context, (network) => answer(network, args.required('what'))),
};
