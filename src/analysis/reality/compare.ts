import { naturalCompare } from '#base/natural.ts';
import type { Network } from '#model/network.ts';
import type { Comparison, Observed } from '#model/observed.ts';
import { coverageOf } from './coverage.ts';
import { judgePorts } from './down.ts';
import { type Ground, groundOf } from './ground.ts';
import { judgeLinks, linksOf } from './links.ts';
import { judgeMacs } from './mac-table.ts';
import { judgeOutlets } from './outlets.ts';
import { judgeSilence } from './silence.ts';

/** Reporters that mean no device, or several: their whole report is not used. */
const noteReporters = (ground: Ground, { reporters }: Observed): void => {
  for (const { device, by } of reporters) {
    const match = ground.names.device(device);
    if (match.kind === 'one') ground.heard(match.id);
    if (match.kind !== 'none') continue;
    const kind = 'unknown-reporter';
    ground.doubt(`${kind} ${device}`, { kind, text: `"${device}" is no device of the inventory`, by });
  }
};

/**
 * The inventory against what devices and tools say: every cable, port and outlet that is not as written, what could not be compared, and
 * how much was covered. Silence is a difference only where both ends would have spoken.
 */
export const compareWithReality = (network: Network, observed: Observed): Comparison => {
  const ground = groundOf(network, observed);
  noteReporters(ground, observed);
  judgeLinks(ground, linksOf(ground, observed));
  judgeMacs(ground, observed.macs);
  judgePorts(ground, observed.ports);
  judgeOutlets(ground, observed.outlets);
  judgeSilence(ground, observed);
  const { differences, unsure, devices } = ground.results();
  return {
    differences: [...differences].sort((a, b) => naturalCompare(`${a.on} ${a.kind}`, `${b.on} ${b.kind}`)),
    unsure,
    coverage: coverageOf(ground),
    devices: [...devices].sort(naturalCompare),
  };
};
