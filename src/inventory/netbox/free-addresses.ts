import { digitsOf, knownPlan } from '#addressing/plan.ts';
import { parsePrefix } from '#base/ip.ts';

/** The default of an inventory: an import writes no prefix of its own. */
const PREFIX = '10.0.0.0/8';

/**
 * Addresses of NetBox that can be kept: they lie in the site's network, and where the plan puts none, so that nothing that gets
 * its address from the plan has the same.
 */
export class FreeAddresses {
  private readonly taken = new Set<string>();
  private readonly site: number;
  private readonly racks: ReadonlySet<number>;

  constructor(site: number, racks: Iterable<number>) {
    this.site = site;
    this.racks = new Set(racks);
  }

  /** The address without its length, if it can be kept and nobody has it yet. */
  take(text: string): string | undefined {
    const prefix = parsePrefix(text);
    if (prefix?.ip.version !== 4) return undefined;
    const digits = digitsOf(knownPlan(PREFIX), prefix.ip.value);
    const ip = text.replace(/\/.*$/, '');
    if (
      !digits ||
      digits[0] !== this.site ||
      digits[1] === 0 ||
      this.racks.has(digits[1]) ||
      this.taken.has(ip)
    )
      return undefined;
    this.taken.add(ip);
    return ip;
  }
}
