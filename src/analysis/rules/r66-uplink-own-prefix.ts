import type { Remark, Rule, RuleContext } from './rule.ts';

const check = ({ network }: RuleContext): Remark[] =>
  network.uplinks
    .filter(({ purpose, ownPrefix }) => purpose === 'management' && ownPrefix === true)
    .map((uplink) => ({
      on: uplink.id,
      place: uplink.place,
      text: `the management uplink of "${uplink.device}" has an address of your own prefixes, which production's routers announce, expected one of "${uplink.provider}"`,
    }));

/**
 * T20, T21: do not enter over the main network. An address of one's own is reached as long as one's routers announce it, whatever
 * line it is on.
 */
export const uplinkOwnPrefix: Rule = {
  id: 'R66',
  name: 'uplink-own-prefix',
  title: "a management uplink has the provider's address, not one that production announces",
  severity: 'error',
  from: 'b',
  sources: ['T20', 'T21', 'INC-FB'],
  profiles: ['talk'],
  check,
};
