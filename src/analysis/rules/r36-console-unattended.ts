import type { ConsoleSettings, Device } from '#model/network.ts';
import { onDevice, type Said } from './_remark.ts';
import { counted } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Devices whose console somebody can reach from afar. */
const served = ({ network, topology }: RuleContext): Device[] =>
  network.devices.filter((device) =>
    device.ports.some((port) => port.kind === 'console' && topology.peer(port.id)?.kind === 'console-server'),
  );

const faults = ({ boot, password, flow }: ConsoleSettings): Said[] => [
  ...(boot === false
    ? [
        {
          what: 'shows nothing of its boot on the console',
          expected: 'expected firmware and boot loader there',
        },
      ]
    : []),
  ...(password === false
    ? [
        {
          what: 'takes no local password on the console',
          expected: 'expected one for when central authentication is gone',
        },
      ]
    : []),
  ...(flow === 'hardware' || flow === 'software'
    ? [
        {
          what: `has ${flow} flow control on the console`,
          expected: 'expected none: a line that is not wired or a stray character stops the boot',
        },
      ]
    : []),
];

const check = (context: RuleContext): Remark[] =>
  served(context).flatMap((device) =>
    faults(device.console ?? {}).map((said) => onDevice(context, device, said)),
  );

const unjudged = (context: RuleContext): string[] => {
  const silent = served(context).filter(
    ({ console: set }) => set?.boot === undefined || set.speed === undefined,
  );
  return silent.length === 0 ? [] : [`${counted(silent.length, 'console')} without "speed" or "boot"`];
};

/** T48: with the serial line one sees the boot process, starts memory tests, boots from another partition. */
export const consoleUnattended: Rule = {
  id: 'R36',
  name: 'console-unattended',
  title: 'a console shows the boot, waits for nothing and lets a local password in',
  severity: 'warning',
  from: 'b',
  sources: ['T48', 'RFC 3871 2.3.4', 'RFC 3871 2.4.1'],
  profiles: ['talk'],
  check,
  unjudged,
};
