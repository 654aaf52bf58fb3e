import { networkText, parsePrefix, prefixRange } from '#base/ip.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Role } from '#model/role.ts';

/** How the management prefix is cut: by its second octet, of which it has as many as its length leaves. */
export interface Plan {
  readonly prefix: string;
  /** The prefix's first address as a number. */
  readonly base: number;
  /** Sites 1 to this. */
  readonly sites: number;
  /** The pools of site s lie at second octet `pools + s`. */
  readonly pools: number;
  readonly interlinks: number;
  readonly rendezvous: number;
}

/** Second octets of a prefix: a /8 has the ones that a person remembers, smaller ones split by halves. */
const octets = (length: number): Pick<Plan, 'sites' | 'pools' | 'interlinks' | 'rendezvous'> => {
  const count = 2 ** (16 - length);
  if (length === 8) return { sites: 99, pools: 100, interlinks: 200, rendezvous: 201 };
  return { sites: count / 2 - 2, pools: count / 2 - 1, interlinks: count - 2, rendezvous: count - 1 };
};

/** The plan of a management prefix, or why it cannot have one. */
export const planOf = (text: string): Result<Plan, string> => {
  const prefix = parsePrefix(text);
  if (prefix?.ip.version !== 4) return fail('it is not an IPv4 prefix, expected one such as "10.0.0.0/8"');
  if (networkText(prefix) !== text) return fail(`it has host bits, expected "${networkText(prefix)}"`);
  if (prefix.length < 8 || prefix.length > 13) return fail('its length is not from 8 to 13');
  return ok({ prefix: text, base: Number(prefixRange(prefix).first), ...octets(prefix.length) });
};

const plans = new Map<string, Plan>();

/** The plan of a network's prefix, which the inventory has checked. */
export const knownPlan = (prefix: string): Plan => {
  const known = plans.get(prefix);
  if (known) return known;
  const plan = planOf(prefix);
  if (!plan.ok) throw new Error(`prefix ${prefix}: ${plan.error}`);
  plans.set(prefix, plan.value);
  return plan.value;
};

/** `10.1.7.102` from the plan and its three digits. */
export const digits = (plan: Plan, second: number, third: number, fourth: number): string => {
  const value = plan.base + second * 65536 + third * 256 + fourth;
  return `${Math.floor(value / 16777216)}.${(value >> 16) & 255}.${(value >> 8) & 255}.${value & 255}`;
};

/** The three digits of an address in the plan; undefined for one outside. */
export const digitsOf = (plan: Plan, address: bigint): readonly [number, number, number] | undefined => {
  const offset = Number(address) - plan.base;
  if (offset < 0 || offset >= (plan.rendezvous + 1) * 65536) return undefined;
  return [Math.floor(offset / 65536), (offset >> 8) & 255, offset & 255];
};

/** Where the addresses of a role lie: in rack 0 or its own rack, from which base, up to which number. */
export interface Slot {
  readonly name: string;
  readonly inRackZero: boolean;
  readonly base: number;
  /** The highest number before the next role's base. */
  readonly room: number;
}

const slot = (name: string, inRackZero: boolean, base: number, next: number): Slot => ({
  name,
  inRackZero,
  base,
  room: next - base - 1,
});

/** The table of the design. The base of a role and its number never reach the next role's base. */
export const SLOTS: Readonly<Partial<Record<Role, Slot>>> = {
  gateway: slot('gateway', true, 1, 10),
  jumphost: slot('jumphost', true, 10, 255),
  'management-switch': slot('management-switch', false, 0, 10),
  'console-server': slot('console-server', false, 10, 20),
  pdu: slot('pdu', false, 20, 30),
  router: slot('router', false, 30, 40),
  switch: slot('switch', false, 40, 50),
  'meta-switch': slot('meta-switch', false, 50, 100),
  server: slot('server', false, 100, 200),
};

/** BMCs have a row of their own. */
export const BMC_SLOT: Slot = slot('BMC of a server', false, 200, 255);

/** The host digit that a site's gateways share. */
export const SHARED_HOST = 1;

/** The inside address that the gateways of a site share: `10.1.0.1`. */
export const sharedAddress = (prefix: string, site: number): string =>
  digits(knownPlan(prefix), site, 0, SHARED_HOST);

/** The flat network of a site: `10.1.0.0/16`. */
export const siteNetwork = (prefix: string, site: number): string =>
  `${digits(knownPlan(prefix), site, 0, 0)}/16`;
