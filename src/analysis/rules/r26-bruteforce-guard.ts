import type { Device } from '#model/network.ts';
import { permitsOf } from './_filter.ts';
import type { Permit } from './_nft.ts';
import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, describedOnly } from './_rendered.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Names of the device's interfaces towards providers. */
const outsideOf = ({ topology }: RuleContext, device: Device): string[] =>
  device.ports.filter((port) => topology.uplinkAt(port.id)).map((port) => port.name);

/** Takes ssh from whoever there is, on an interface towards the Internet. */
const isOpen = (permit: Permit, outside: readonly string[]): boolean =>
  !permit.answers &&
  permit.source === undefined &&
  (permit.port === 22 || (permit.port === undefined && permit.protocol === 'any')) &&
  permit.input?.includes('lo') !== true &&
  (permit.input === undefined || permit.input.some((name) => outside.includes(name)));

/** Addresses that a ban must never hit: those by which operators come otherwise. */
const spared = (context: RuleContext): string[] =>
  context.network.addresses
    .filter(
      ({ device, network }) =>
        network === 'management' && context.topology.device(device).role === 'jumphost',
    )
    .map(({ ip }) => ip);

const faults = (context: RuleContext, { device, files }: Configured): Said[] => {
  const outside = outsideOf(context, device);
  const open = permitsOf(files, 'input').filter((permit) => isOpen(permit, outside));
  const jail = files.find(({ path }) => /fail2ban\/.*jail/.test(path))?.text;
  if (open.length > 0 && open.some(({ limited }) => !limited) && jail === undefined)
    return [
      {
        what: 'takes ssh from all of the Internet and never tires',
        expected: 'expected a limit or fail2ban',
      },
    ];
  const ignored = /^ignoreip\s*=(.*)$/m.exec(jail ?? '')?.[1] ?? '';
  const missing = jail === undefined ? [] : spared(context).filter((ip) => !ignored.includes(ip));
  return missing.length === 0
    ? []
    : [
        {
          what: `may ban the jumphost at "${missing[0]}"`,
          expected: 'expected it in "ignoreip" of fail2ban',
        },
      ];
};

/** T38: fail2ban or a similar tool, which must not lock out those who have another way in. */
export const bruteforceGuard: Rule = {
  id: 'R26',
  name: 'bruteforce-guard',
  title: 'who tries keys on an sshd that faces the Internet is slowed down, and no operator banned',
  severity: 'warning',
  from: 'b',
  sources: ['T38'],
  profiles: ['talk'],
  needs: ['rendered'],
  after: ['R21'],
  check: (context) =>
    configured(context, 'gateway', 'jumphost', 'rendezvous').flatMap((host) =>
      faults(context, host).map((said) => onDevice(context, host.device, said)),
    ),
  unjudged: (context) => describedOnly(context, 'gateway', 'jumphost'),
};
