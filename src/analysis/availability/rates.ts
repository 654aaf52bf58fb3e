/** How far to trust a figure: measured by a published study, said by a vendor, or assumed by us. */
export type Evidence = 'study' | 'vendor' | 'assumption';

/** How often something fails and how long it lasts, with where the figure comes from. */
export interface Rate {
  /** What the figure is of, in words. */
  readonly what: string;
  /** Failures a year. */
  readonly perYear: number;
  /** Hours until it is mended from afar, by hands, and by somebody else or by itself. */
  readonly remoteHours: number;
  readonly handsHours: number;
  readonly otherHours: number;
  readonly evidence: Evidence;
  readonly source: string;
}

const GILL = "Gill et al., SIGCOMM'11";
const TURNER = "Turner et al., SIGCOMM'10; Meza et al., IMC'18";
const NO_STUDY = 'no public study';

const rate = (
  what: string,
  perYear: number,
  [remoteHours, handsHours, otherHours]: readonly [number, number, number],
  evidence: Evidence,
  source: string,
): Rate => ({ what, perYear, remoteHours, handsHours, otherHours, evidence, source });

/** A figure of ours, where nobody has published one; `more` says what it leans on. */
const assumed = (what: string, perYear: number, hours: readonly [number, number, number], more = ''): Rate =>
  rate(what, perYear, hours, 'assumption', `${NO_STUDY}${more}`);

/** Sum of the short gaps of a mobile link, as if they were quarters of an hour: 0.7 % of the year. */
const MOBILE_GAPS = (0.007 * 8760) / 0.25;

/** Every figure that availability rests on. All are printed with the answer. */
export const RATES = {
  switch: rate(
    'a switch or console server dies',
    0.05,
    [0.25, 6, 6],
    'study',
    `${GILL}: top-of-rack switch, 5 % a year`,
  ),
  router: rate('a router dies', 0.11, [0.5, 6, 6], 'study', `${GILL}: aggregation switch, 10 % a year`),
  gateway: assumed('a gateway or jumphost dies', 0.05, [0.25, 6, 6], '; as a switch'),
  server: assumed('a server dies', 0.05, [0.25, 6, 6], '; as a switch'),
  pdu: assumed('a PDU dies', 0.02, [4, 4, 4]),
  hang: assumed('a box or its BMC hangs', 0.05, [0.1, 6, 6]),
  part: assumed('a port, modem or breaker fails', 0.02, [0.25, 6, 6]),
  daemon: rate(
    'a VPN or VRRP daemon dies',
    0.22,
    [0.25, 4, 4],
    'study',
    `${GILL}: load balancers, 1 in 5 a year, mostly software`,
  ),
  sshd: assumed('an sshd dies', 0.05, [0.25, 4, 4]),
  change: rate(
    'a change breaks something, a site',
    1,
    [0.5, 6, 6],
    'assumption',
    'half of network outages are changes (Uptime Institute 2025); 1 to 2 a site a year assumed',
  ),
  patch: rate(
    'a cable inside a site is cut',
    1,
    [7.2, 7.2, 7.2],
    'study',
    `C. Scott after ${GILL}: links inside a datacentre are down 0.3 days a year`,
  ),
  cord: assumed('a power or console cable is pulled', 0.01, [4, 4, 4]),
  line: rate(
    'a wired line to a provider or site is cut',
    3,
    [10, 10, 10],
    'study',
    `${TURNER}: 99.67 % available`,
  ),
  mobile: rate(
    'a mobile line has gaps',
    MOBILE_GAPS,
    [0.25, 0.25, 0.25],
    'study',
    "Baltrunas et al., IMC'14: 99.3 % of one operator; gaps of a quarter of an hour assumed",
  ),
  flood: assumed('an uplink is flooded', 0.5, [0.5, 2, 2]),
  congestion: assumed('a cable inside is flooded', 0.05, [0.25, 1, 1]),
  provider: assumed(
    'a provider is down as a whole',
    0.1,
    [10, 10, 10],
    ' of whole providers; lasts as a line does',
  ),
  feed: rate(
    'a power feed is down (no UPS assumed)',
    1.4,
    [4, 4, 4],
    'study',
    'EIA 2022: 1.4 interruptions and 5.6 h a year',
  ),
  site: assumed('a rack, room or site is lost', 0.01, [48, 48, 48]),
} as const satisfies Readonly<Record<string, Rate>>;
export type RateId = keyof typeof RATES;

/** Share of failures that take two alike at once (IEC 61508 has 0.01 to 0.1; these are assumptions). */
export const COMMON_CAUSES = {
  alike: { beta: 0.1, what: 'two boxes of one vendor and version' },
  diverse: { beta: 0.02, what: 'two boxes of one role, not known to be alike' },
  duct: { beta: 0.3, what: 'two cables in one duct' },
} as const;
export type CommonCauseId = keyof typeof COMMON_CAUSES;
