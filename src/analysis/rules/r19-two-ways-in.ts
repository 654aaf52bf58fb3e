import type { Site } from '#model/network.ts';
import { onSite } from './_remark.ts';
import { waysInto } from './_ways-in.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What every way into the site passes. */
const commonTo = (context: RuleContext, site: Site): string[] => {
  const [first, ...rest] = waysInto(context, site);
  return first ? [...first].filter((part) => rest.every((way) => way.has(part))) : [];
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const hintFor = ({ devicesAt }: RuleContext, site: Site, parts: readonly string[]): { hint?: string } => {
  const isOne = (role: 'gateway' | 'jumphost') =>
    devicesAt(site.id, role).length === 1 && parts.some((part) => part.startsWith(role));
  if (isOne('gateway')) return { hint: 'add "gw2: gateway" with an uplink of its own' };
  if (isOne('jumphost')) return { hint: 'write "jump[1-2]: jumphost"' };
  return {};
};

const check = (context: RuleContext): Remark[] =>
  context.network.sites.flatMap((site) => {
    const parts = commonTo(context, site);
    if (parts.length === 0) return [];
    const what = `is entered by way of ${listed(parts)} only`;
    return [
      onSite(site, {
        what,
        expected: 'expected two ways in that share nothing',
        ...hintFor(context, site, parts),
      }),
    ];
  });

/**
 * T40: another way to access the management network. Two ways count as two if no gateway, jumphost, provider or rendezvous is in both;
 * the middle of the star, which T26 asks for, is common to all and left out. A site without any way in is R11's.
 */
export const twoWaysIn: Rule = {
  id: 'R19',
  name: 'two-ways-in',
  title: 'every site is entered in two ways that share nothing',
  severity: 'error',
  from: 'c',
  sources: ['T40', 'INC-FB'],
  profiles: ['talk'],
  after: ['R17', 'R18', 'R31'],
  check,
};
