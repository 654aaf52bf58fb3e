import { forwardedAt, type Permit, type ZoneName, zonesOf } from '#analysis/permits.ts';
import { OOB_TUN } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import { type Family, populated } from './family.ts';
import { antiSpoof, notRound, onlyInside, type Sides } from './gateway-sides.ts';
import { narrowRules, type Passed, together } from './narrow.ts';
import { errorsOf } from './output.ts';
import { denied, forged, names, rule } from './ruleset.ts';
import { answerOf, between, questionOf } from './zones.ts';

/** Zones whose members come out of the VPN. */
export const IN_VPN: ReadonlySet<ZoneName> = new Set<ZoneName>(['operators', 'stations']);

/** The permits of one zone without connection state: both directions are written, and an answer is never a first packet. */
const stateless = (
  all: readonly Permit[],
  from: ZoneName,
  sides: Sides,
  some: Some,
  family: Family,
): Passed => {
  const inner = names(sides.inner);
  const permits = all.filter(
    (permit) => permit.from === from && !permit.stateful && some(from) && some(permit.to),
  );
  const near = IN_VPN.has(from) ? names([OOB_TUN, ...sides.inner]) : inner;
  const { ip, suffix } = family;
  const back = (to: ZoneName) =>
    `iifname ${inner} oifname ${near} ${ip} saddr @${to}${suffix} ${ip} daddr @${from}${suffix}`;
  return {
    asks: permits.map((permit) =>
      rule(
        `iifname ${near} oifname ${inner} ${between(permit, family)} ${questionOf(permit.service, family)} accept`,
        permit.why,
      ),
    ),
    answers: [
      ...permits.map(({ to, service }) =>
        rule(`${back(to)} ${answerOf(service, family)} accept`, 'their answers'),
      ),
      ...[...new Set(permits.map(({ to }) => to))].map((to) =>
        rule(`${back(to)} ${errorsOf(family)}`, 'errors about them'),
      ),
    ],
  };
};

/** Whether a zone has members in the version that is being written. */
type Some = ReturnType<typeof populated>;

/** What the table of permits lets pass, in one version. */
const permitted = (context: RenderContext, sides: Sides, family: Family): Passed => {
  const inner = names(sides.inner);
  const both = names([OOB_TUN, ...sides.inner]);
  const some = populated(family, zonesOf(context.network, sides.site));
  const passed = forwardedAt(context.network, sides.site);
  const stateful = passed
    .filter((permit) => permit.stateful && some(permit.from) && some(permit.to))
    .map((permit) =>
      rule(
        `iifname ${IN_VPN.has(permit.from) ? both : inner} oifname ${inner} ${between(permit, family)} ${questionOf(permit.service, family)} accept`,
        permit.why,
      ),
    );
  return together([
    { asks: stateful, answers: [] },
    ...[...new Set(passed.map(({ from }) => from))].map((from) =>
      stateless(passed, from, sides, some, family),
    ),
    ...narrowRules(context, sides.site, inner, both, family),
  ]);
};

/**
 * Connections that stand, between inner legs only. An ICMP error about one is "related" whatever its source (nft(8), ct state), and over
 * an uplink or a rendezvous' tunnel a forged source would be "established".
 */
const standing = ({ inner }: Sides): string => {
  const within = names([OOB_TUN, ...inner]);
  return rule(
    `iifname ${within} oifname ${within} ct state established,related accept`,
    'answers to operators',
  );
};

/** What a gateway passes on. */
export const forwardRules = (context: RenderContext, sides: Sides): string[] => {
  const { asks, answers } = together(sides.families.map((family) => permitted(context, sides, family)));
  return [
    rule(
      'tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu',
      'no segment larger than the tunnel',
    ),
    ...onlyInside(sides),
    ...antiSpoof(sides),
    ...sides.families.map(({ ip, suffix }) =>
      forged(
        `${ip} saddr != @here${suffix} ${ip} daddr != @here${suffix}`,
        'a wire between sites carries one hop',
      ),
    ),
    standing(sides),
    ...answers,
    ...notRound(context, sides),
    ...asks,
    ...denied('forward'),
  ];
};
