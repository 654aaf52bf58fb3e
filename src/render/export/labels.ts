import type { Cable, Network } from '#model/network.ts';
import { csvTable } from './csv.ts';
import type { ExportFormat } from './document.ts';

/** A label: what to print on it, and where to stick it. */
interface Label {
  readonly what: 'cable' | 'outlet';
  /** The port that the end is plugged into, or the outlet. */
  readonly at: string;
  readonly rack: string;
  readonly line1: string;
  readonly line2: string;
  readonly kind: string;
  /** The same on both ends of a cable. */
  readonly cable: string;
}

const rackOf = (port: string): string => port.split('/').slice(0, 2).join('/');

/** Cables that somebody can touch: a rendezvous is a provider's, and stands at no site. */
const ours = (network: Network): Cable[] => {
  const elsewhere = new Set(network.devices.filter((d) => d.site === undefined).map((d) => d.id));
  return network.cables.filter((cable) => !elsewhere.has(cable.a.split(':')[0] ?? ''));
};

/** Both ends of a cable say both ends: first where this one belongs, then where the other one is. */
const cableLabels = ({ id, a, b, kind }: Cable): Label[] => {
  const end = (here: string, there: string): Label => ({
    what: 'cable',
    at: here,
    rack: /^(feed|provider):/.test(here) ? '' : rackOf(here),
    line1: here,
    line2: `to ${there}`,
    kind,
    cable: id,
  });
  return [end(a, b), end(b, a)];
};

/** Beside the outlet: whom it switches off. */
const outletLabels = (network: Network): Label[] => {
  const at = new Map(network.cables.flatMap((c) => [[c.a, c] as const, [c.b, c] as const]));
  return network.devices
    .flatMap((device) => device.ports)
    .filter((port) => port.kind === 'outlet')
    .flatMap((port) => {
      const cable = at.get(port.id);
      if (!cable) return [];
      const line1 = cable.a === port.id ? cable.b : cable.a;
      const line2 = `outlet ${port.label ?? port.name}`;
      return [
        { what: 'outlet', at: port.id, rack: rackOf(port.id), line1, line2, kind: 'power', cable: cable.id },
      ];
    });
};

/** Labels as CSV: one row a label, two a cable, one an outlet that something hangs on. */
export const labels: ExportFormat = {
  id: 'labels',
  files: (network) => [
    {
      name: 'labels.csv',
      text: csvTable<Label>(
        [
          ['what', (l) => l.what],
          ['at', (l) => l.at],
          ['rack', (l) => l.rack],
          ['line1', (l) => l.line1],
          ['line2', (l) => l.line2],
          ['kind', (l) => l.kind],
          ['cable', (l) => l.cable],
        ],
        [...ours(network).flatMap(cableLabels), ...outletLabels(network)],
      ),
    },
  ],
};
