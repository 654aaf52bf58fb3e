import type { CableKind } from '#model/network.ts';
import type { Coverage } from '#model/observed.ts';
import type { Ground, Verdict } from './ground.ts';

const KINDS: readonly CableKind[] = ['management', 'interlink', 'meta', 'production', 'console', 'power'];

/** How many cables of each kind were seen, differ, or are known to nobody who was asked. Lines to providers are not ours to see. */
export const coverageOf = (ground: Ground): Coverage[] =>
  KINDS.flatMap((kind) => {
    const cables = ground.network.cables.filter((c) => c.kind === kind && !/^(feed|provider):/.test(c.b));
    const count = (verdict: Verdict | undefined) =>
      cables.filter((c) => ground.verdict(c.id) === verdict).length;
    if (cables.length === 0) return [];
    return [
      {
        kind,
        total: cables.length,
        confirmed: count('confirmed'),
        devicesOnly: count('devices'),
        different: count('different'),
        unreported: count(undefined),
      },
    ];
  });
