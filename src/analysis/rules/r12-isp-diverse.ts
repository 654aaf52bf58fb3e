import type { Provider, Site, Uplink } from '#model/network.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The owner of the network that a provider rides on in the end. */
const rootOf = (providers: ReadonlyMap<string, Provider>, id: string): string => {
  const seen = new Set<string>();
  let at = id;
  for (;;) {
    const upstream = providers.get(at)?.upstream;
    if (upstream === undefined || seen.has(at)) return at;
    seen.add(at);
    at = upstream;
  }
};

/** The providers that a management uplink needs: its own, and that of the rendezvous it dials out to. */
const needed = ({ network }: RuleContext, uplink: Uplink): string[] => {
  const rendezvous = network.doors.find((door) => door.uplink === uplink.id)?.rendezvous;
  const meeting = network.uplinks.filter((other) => rendezvous !== undefined && other.device === rendezvous);
  return [uplink.provider, ...meeting.map((other) => other.provider)];
};

const described = (root: string, provider: string): string =>
  root === provider ? `"${provider}"` : `"${provider}", which rides on "${root}"`;

const remarkOn = (context: RuleContext, site: Site, root: (provider: string) => string): Remark[] => {
  const uplinks = context.network.uplinks.filter((uplink) => uplink.site === site.id);
  const production = uplinks.filter((uplink) => uplink.purpose === 'production');
  const roots = new Set(production.map((uplink) => root(uplink.provider)));
  return uplinks
    .filter((uplink) => uplink.purpose === 'management')
    .flatMap((uplink) => {
      const shared = needed(context, uplink).find((provider) => roots.has(root(provider)));
      if (shared === undefined) return [];
      const users = production.filter((other) => root(other.provider) === root(shared));
      const names = someOf([...new Set(users.map((other) => other.provider))]);
      const rides = described(root(shared), shared);
      const text = `the management uplink of "${uplink.device}" needs ${rides}, and so does production over ${names}, expected a provider of its own`;
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
    const providers = new Map(context.network.providers.map((provider) => [provider.id, provider]));
    return context.network.sites.flatMap((site) =>
      remarkOn(context, site, (provider) => rootOf(providers, provider)),
    );
  },
};
