import type { Cable, Feed, Network, Port } from '#model/network.ts';
import type { ExportFile } from '../document.ts';
import { TERMINATION } from './components.ts';
import { page, placed } from './table.ts';

interface Joined {
  readonly cable: Cable;
  readonly a: Port;
  readonly b: Port;
}

/** Cables between two devices. Those to feeds and providers have an end that NetBox's CSV import cannot name. */
const joined = (network: Network): Joined[] => {
  const ports = new Map(
    placed(network.devices)
      .flatMap((d) => d.ports)
      .map((port) => [port.id, port]),
  );
  return network.cables.flatMap((cable) => {
    const [a, b] = [ports.get(cable.a), ports.get(cable.b)];
    return a && b ? [{ cable, a, b }] : [];
  });
};

/** A feed's panel; one that nobody wrote down is a panel of its own. */
const panelOf = (feed: Feed): string => feed.panel ?? `unknown ${feed.name}`;

const panels = (network: Network) => {
  const pairs = network.feeds.map(
    (feed) => [`${feed.site}\n${panelOf(feed)}`, { site: feed.site, name: panelOf(feed) }] as const,
  );
  return [...new Map(pairs).values()];
};

/** Power panels, power feeds and cables. */
export const cablingPages = (network: Network): ExportFile[] => [
  page(
    '17-power-panels',
    [
      ['site', (p) => p.site],
      ['name', (p) => p.name],
    ],
    panels(network),
  ),
  page(
    '18-power-feeds',
    [
      ['site', (f) => f.site],
      ['power_panel', panelOf],
      ['name', (f) => f.name],
      ['status', () => 'active'],
      // Asked for by NetBox's form; these are its own defaults, the inventory says nothing of them.
      ['type', () => 'primary'],
      ['supply', () => 'ac'],
      ['phase', () => 'single-phase'],
      ['description', (f) => (f.watts === undefined ? '' : `its breaker carries ${f.watts} W`)],
    ],
    network.feeds,
  ),
  page(
    '19-cables',
    [
      ['side_a_device', ({ a }) => a.device],
      ['side_a_type', ({ a }) => TERMINATION[a.kind]],
      ['side_a_name', ({ a }) => a.name],
      ['side_b_device', ({ b }) => b.device],
      ['side_b_type', ({ b }) => TERMINATION[b.kind]],
      ['side_b_name', ({ b }) => b.name],
      ['status', () => 'connected'],
      ['description', ({ cable }) => [cable.kind, cable.route].filter(Boolean).join(', ')],
    ],
    joined(network),
  ),
];
