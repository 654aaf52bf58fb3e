import type { Device } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import type { ExportFormat } from './document.ts';
import { type Reached, reachedSystems } from './reached.ts';

/** What can be asked of a system from within the management network, and from where (src/analysis/permits.ts, T41). */
export const PROBES = ['icmp', 'snmp', 'ssh'] as const;
export type Probe = (typeof PROBES)[number];

/** Gateways let stations ping and ask SNMP; SSH is for jumphosts, so its exporter runs on one. */
const FROM: Readonly<Record<Probe, string>> = { icmp: 'stations', snmp: 'stations', ssh: 'jumphosts' };

/** Boxes that usually have an SNMP agent, where the inventory does not say which protocols they speak. */
const USUALLY: ReadonlySet<Role> = new Set<Role>([
  'management-switch',
  'console-server',
  'pdu',
  'router',
  'switch',
  'meta-switch',
]);

const speaksSnmp = ({ role, protocols, rendered }: Device): boolean =>
  // What RelaxOps renders runs no SNMP agent.
  !rendered &&
  (protocols === undefined ? USUALLY.has(role) : protocols.some((name) => name.startsWith('snmp')));

const answers = (probe: Probe, { device, role }: Reached): boolean =>
  probe !== 'snmp' || (role !== 'bmc' && speaksSnmp(device));

const target = (probe: Probe, { address }: Reached): string => (probe === 'ssh' ? `${address}:22` : address);

const group = (probe: Probe, system: Reached) => ({
  targets: [target(probe, system)],
  labels: {
    probe,
    from: FROM[probe],
    device: system.id,
    name: system.name,
    role: system.role,
    ...(system.device.site === undefined ? {} : { site: system.device.site }),
    ...(system.device.rack === undefined ? {} : { rack: system.device.rack }),
  },
});

/** The groups of one probe, or of all. */
export const targetGroups = (systems: readonly Reached[], probes: readonly Probe[] = PROBES) =>
  probes.flatMap((probe) =>
    systems
      .filter((system) => system.network === 'management' && answers(probe, system))
      .map((system) => group(probe, system)),
  );

const text = (groups: readonly unknown[]): string => `${JSON.stringify(groups, null, 2)}\n`;

/** Targets for Prometheus' `file_sd_configs`; the label `probe` says for which exporter, `from` where it has to run. */
export const prometheusFor = (probes: readonly Probe[]): ExportFormat => ({
  id: 'prometheus',
  files: (network) => [{ name: 'targets.json', text: text(targetGroups(reachedSystems(network), probes)) }],
});

export const prometheus: ExportFormat = prometheusFor(PROBES);
