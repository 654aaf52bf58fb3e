import { type Where, whereIs } from '#addressing/where.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, no, refused } from '../outcome.ts';
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
    `  ${found.what}`,
    ...(found.reckoning ? [`  ${found.reckoning}`] : []),
    ...(found.to ? [`  plugged into ${found.to}`] : []),
  ].join('\n');

/** Whether somebody has it; a free address lies in something at most. */
const isTaken = ({ owner, what }: Where): boolean => owner !== undefined && !what.startsWith('free');

const answer = (network: Network, text: string): Outcome => {
  const found = whereIs(network, text.replace(/^([\d.]+|[\da-f:]+)\/\d+$/, '$1')).map((w) =>
    withPlug(network, w),
  );
  if (found.length === 0) {
    const device = network.devices.find((d) => d.id === text || d.ports.some((p) => p.id === text));
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
