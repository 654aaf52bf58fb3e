import { sharedAddress } from '#addressing/plan.ts';
import { naturalCompare } from '#base/natural.ts';
import type { GatewayPair } from '#model/network.ts';
import { type DeviceDraft, type SiteDraft, siteOfRole } from './draft.ts';
import type { Report } from './report.ts';
import type { SiteEntry } from './sites.ts';

const engineOf = (
  entry: SiteEntry,
  gateways: readonly DeviceDraft[],
  report: Report,
): GatewayPair['engine'] => {
  const written = entry.value?.failover;
  if (written && written.value !== 'none' && gateways.length < 2)
    report.error(
      'bad-value',
      written.node,
      `"${entry.name}" has ${gateways.length === 0 ? 'no gateway' : 'one gateway'}, expected two to fail over between`,
      { hint: 'leave "failover" out' },
    );
  return gateways.length > 1 ? (written?.value ?? 'keepalived') : 'none';
};

/** The gateways of each site that has some, in order of priority, and what moves their shared address. */
export const resolvePairs = (
  sites: readonly SiteDraft[],
  entries: readonly SiteEntry[],
  prefix: string,
  report: Report,
): GatewayPair[] =>
  sites.flatMap((site, i) => {
    const gateways = siteOfRole(site, 'gateway').sort(
      (a, b) => a.number - b.number || naturalCompare(a.id, b.id),
    );
    const engine = engineOf(entries[i]!, gateways, report);
    if (gateways.length === 0) return [];
    const shared = sharedAddress(prefix, site.site.number);
    return [{ site: site.site.id, gateways: gateways.map((g) => g.id), engine, shared }];
  });
