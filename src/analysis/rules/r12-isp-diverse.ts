import type { Site, Uplink } from '#model/network.ts';
import { rootFinder } from './_providers.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** A provider that a way in needs, and what for. */
interface Need {
  readonly provider: string;
  readonly use: string;
}

/** The providers that a management uplink needs: its own, and that of the rendezvous it dials out to. */
const needed = ({ network }: RuleContext, uplink: Uplink): Need[] => {
  const rendezvous = network.doors.find((door) => door.uplink === uplink.id)?.rendezvous;
  const meeting = network.uplinks.filter((other) => rendezvous !== undefined && other.device === rendezvous);
  const own = { provider: uplink.provider, use: '' };
  return [own, ...meeting.map(({ provider }) => ({ provider, use: ` for its rendezvous "${rendezvous}"` }))];
};

/** `needs "salt", which rides on "sunrise", and so does production over "cheapnet"`. */
const clash = (need: Need, root: string, production: readonly string[]): string => {
  const whose = root === need.provider ? '' : `, which rides on "${root}"`;
  const others = production.filter((provider) => provider !== need.provider);
  const over = others.length === production.length ? ` over ${someOf(others)}` : '';
  return `needs "${need.provider}"${whose}${need.use}, and so does production${over}`;
};

const remarksOn = (context: RuleContext, site: Site, root: (provider: string) => string): Remark[] => {
  const uplinks = context.network.uplinks.filter((uplink) => uplink.site === site.id);
  const production = uplinks.filter((uplink) => uplink.purpose === 'production').map((u) => u.provider);
  const users = (owner: string) => [...new Set(production.filter((provider) => root(provider) === owner))];
  return uplinks
    .filter((uplink) => uplink.purpose === 'management')
    .flatMap((uplink) => {
      const need = needed(context, uplink).find(({ provider }) => users(root(provider)).length > 0);
      if (!need) return [];
      const owner = root(need.provider);
      const text = `the management uplink of "${uplink.device}" ${clash(need, owner, users(owner))}, expected another provider`;
      return [{ on: uplink.id, place: uplink.place, text }];
    });
};

/** T22, T06: best from another ISP. What counts is whose network it is, not whose name is on the bill. */
export const ispDiverse: Rule = {
  id: 'R12',
  name: 'isp-diverse',
  title: 'the management uplink comes from a provider that production does not need',
  severity: 'error',
  from: 'b',
  sources: ['T22', 'T06', 'INC-ROGERS'],
  profiles: ['talk'],
  check: (context) => {
    const root = rootFinder(context.network);
    return context.network.sites.flatMap((site) => remarksOn(context, site, root));
  },
};
