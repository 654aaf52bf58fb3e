import { chainsOf, filterOf } from './_filter.ts';
import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, describedOnly, textAt, UNITS } from './_rendered.ts';
import type { Rule } from './rule.ts';

const HOOKS = ['input', 'forward'] as const;

const faults = ({ files }: Configured): Said[] => {
  const file = filterOf(files);
  if (!file) return [{ what: 'has no packet filter', expected: 'expected one with default deny' }];
  const chains = chainsOf(file);
  const unit = textAt(files, `${UNITS}/relaxops-firewall.service`);
  return [
    ...(unit?.includes('nftables.nft')
      ? []
      : [
          {
            what: 'has a packet filter that nothing loads',
            expected: 'expected "relaxops-firewall.service"',
          },
        ]),
    ...HOOKS.flatMap((hook) => {
      const chain = chains.find((one) => one.hook === hook);
      if (chain?.policy !== 'drop')
        return [{ what: `lets pass in "${hook}" what no rule names`, expected: 'expected policy "drop"' }];
      return chain.logs ? [] : [{ what: `denies in "${hook}" without a log`, expected: 'expected a log' }];
    }),
  ];
};

/** T19: behind a firewall. What is not permitted is denied, and what is denied is logged. */
export const fwDefaultDeny: Rule = {
  id: 'R20',
  name: 'fw-default-deny',
  title: 'gateways, jumphosts and rendezvous deny and log what no rule permits',
  severity: 'error',
  from: 'b',
  sources: ['T19', 'CISA24', 'DISA Router SRG'],
  profiles: ['talk', 'cisa', 'stig'],
  needs: ['rendered'],
  check: (context) =>
    configured(context, 'gateway', 'jumphost', 'rendezvous').flatMap((host) =>
      faults(host).map((said) => onDevice(context, host.device, said)),
    ),
  unjudged: (context) => describedOnly(context, 'gateway', 'jumphost'),
};
