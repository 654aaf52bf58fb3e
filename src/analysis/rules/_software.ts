import { hasRole } from '#model/device.ts';
import type { Device } from '#model/network.ts';
import { type Software, softwareOf } from '#model/software.ts';
import { counted } from './_text.ts';
import type { RuleContext } from './rule.ts';

/** What runs the management network: the gear that the talk wants to be dull and patched. */
export const managementGear = ({ network }: RuleContext): Device[] =>
  network.devices.filter((device) =>
    hasRole(device, 'gateway', 'jumphost', 'management-switch', 'console-server', 'pdu', 'rendezvous'),
  );

/** Each device of that gear with what is known of its software. */
export const known = (context: RuleContext): { device: Device; software: Software }[] =>
  managementGear(context).flatMap((device) => {
    const software = softwareOf(context.network.software, device);
    return software ? [{ device, software }] : [];
  });

/** What is said of those of which a fact is missing. */
export const withoutFact = (
  context: RuleContext,
  key: string,
  has: (software: Software) => boolean,
): string[] => {
  const told = known(context).filter(({ software }) => has(software)).length;
  const silent = managementGear(context).length - told;
  return silent === 0 ? [] : [`${counted(silent, 'management device')} without "${key}" in "software"`];
};
