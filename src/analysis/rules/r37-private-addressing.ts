import { contains, type Prefix, parsePrefix } from '#base/ip.ts';
import { must } from '#base/result.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** RFC 1918 section 3, and RFC 4193 section 3.1. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map((text) =>
  must(parsePrefix(text), text),
);

const isPrivate = (prefix: Prefix): boolean =>
  PRIVATE.some((range) => range.length <= prefix.length && contains(range, prefix.ip));

const check = ({ network }: RuleContext): Remark[] => {
  const prefix = parsePrefix(network.prefix);
  const [site] = network.sites;
  if (!prefix || !site || isPrivate(prefix)) return [];
  return [
    {
      on: network.name,
      place: network.prefixPlace ?? site.place,
      text: `management has public addresses, "${network.prefix}", expected RFC 1918 or ULA`,
    },
  ];
};

/** T51: no public addresses are needed; RFC 1918 and a VPN to reach them. */
export const privateAddressing: Rule = {
  id: 'R37',
  name: 'private-addressing',
  title: 'management has private addresses',
  severity: 'warning',
  from: 'b',
  sources: ['T51', 'DELL'],
  profiles: ['talk'],
  check,
};
