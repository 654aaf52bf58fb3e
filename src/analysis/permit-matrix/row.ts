import type { Service, Zone, ZoneName } from '../permits.ts';

/** One line of the permit matrix: what a device lets in, passes on, or keeps apart. Lines of a device are tried in order. */
export interface PermitRow {
  /** Where it is enforced: a device, or a BMC. */
  readonly at: string;
  /** To the device itself, through it, both of these, out of it, or between the ports of a switch. */
  readonly direction: 'in' | 'through' | 'both' | 'out' | 'ports';
  /** On which legs it comes: `outside`, `vpn`, `inside`, `wire`; `any`. */
  readonly leg: string;
  /** `only`: sources that are believed on that leg, all others are dropped before anything is permitted. */
  readonly action: 'permit' | 'deny' | 'only';
  readonly from: string;
  /** Addresses, prefixes, ranges `first-last`; for ports their names. Empty: any. */
  readonly sources: readonly string[];
  readonly to: string;
  readonly destinations: readonly string[];
  readonly protocol: string;
  readonly port?: number;
  /** `stateful`: answers by connection state. `both ways`: no state, answers are permitted by their own ports. `-`: none starts. */
  readonly state: 'stateful' | 'both ways' | '-';
  readonly why: string;
}

/** What most lines are: any to any, denied. */
const BASE = {
  direction: 'in',
  leg: 'any',
  action: 'permit',
  from: 'any',
  sources: [],
  to: 'any',
  destinations: [],
  protocol: 'any',
  state: 'stateful',
} as const;

/** A line from what differs. */
export const row = (at: string, why: string, more: Partial<PermitRow> = {}): PermitRow => ({
  at,
  ...BASE,
  why,
  ...more,
});

/** Protocol and port of a service. */
export const serviceOf = ({ protocol, port }: Service) => ({
  protocol,
  ...(port === undefined ? {} : { port }),
});

/** The last line: what nothing permitted. */
export const denied = (at: string, direction: PermitRow['direction']): PermitRow =>
  row(at, 'default deny', { direction, action: 'deny', state: '-' });

const members = (zones: readonly Zone[], name: ZoneName): string[] => {
  const zone = zones.find((one) => one.name === name);
  return zone ? [...zone.elements, ...zone.elements6] : [];
};

/** A zone as the source of a line. */
export const fromZone = (zones: readonly Zone[], name: ZoneName) => ({
  from: name,
  sources: members(zones, name),
});

/** A zone as the destination of a line. */
export const toZone = (zones: readonly Zone[], name: ZoneName) => ({
  to: name,
  destinations: members(zones, name),
});

const isIpv6 = (element: string): boolean => element.includes(':');

/** The line without what cannot meet: a source of one version of IP and destinations of another. Ports have neither. */
export const withoutStrangers = (line: PermitRow): PermitRow => {
  const { sources, destinations, direction } = line;
  if (direction === 'ports' || sources.length === 0 || destinations.length === 0) return line;
  const near = (own: readonly string[], other: readonly string[]) => {
    const versions = new Set(other.map(isIpv6));
    return own.filter((element) => versions.has(isIpv6(element)));
  };
  return { ...line, sources: near(sources, destinations), destinations: near(destinations, sources) };
};
