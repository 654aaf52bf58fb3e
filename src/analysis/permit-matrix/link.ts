import { type PermitRow, row } from './row.ts';

/** Link-local addresses (RFC 4291 section 2.5.6), and everything of IPv4. */
export const LINK_LOCAL = 'fe80::/10';
const IPV4 = '0.0.0.0/0';

/** What IPv6 needs on its own link: neighbours find each other, and say what they listen to (RFC 4890 section 4.4.1). Routers are not asked. */
export const linkRows = (at: string, leg: string): PermitRow[] => {
  const link = { leg, protocol: 'icmpv6', state: '-' } as const;
  return [
    row(at, 'neighbour solicitation and advertisement, hop limit 255 (RFC 4861)', {
      ...link,
      from: 'within',
      to: at,
    }),
    row(at, 'a switch asks who listens (RFC 3810)', {
      ...link,
      from: 'neighbours',
      sources: [LINK_LOCAL],
      to: at,
    }),
    row(at, 'neighbour solicitation and advertisement, hop limit 255 (RFC 4861)', {
      ...link,
      direction: 'out',
      from: at,
      to: 'within',
    }),
    row(at, 'says what it listens to (RFC 3810)', {
      ...link,
      direction: 'out',
      from: at,
      to: 'routers of multicast',
      destinations: ['ff02::16'],
    }),
  ];
};

/** Doors, and what lies behind them, are IPv4. */
export const onlyIpv4 = (at: string, legs: readonly string[]): PermitRow[] =>
  legs.map((leg) =>
    row(at, 'doors and what comes by them are IPv4', {
      direction: 'both',
      leg,
      action: 'only',
      from: 'IPv4',
      sources: [IPV4],
      state: '-',
    }),
  );
