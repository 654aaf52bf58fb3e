import type { Device } from '#model/network.ts';
import type { ExportFormat } from './document.ts';
import { type Reached, reachedSystems } from './reached.ts';

/** Oxidized's models by what a platform or vendor is called (its docs/Supported-OS-Types.md). The platform says it better. */
const BY_PLATFORM: readonly (readonly [RegExp, string])[] = [
  [/nx-?os/i, 'nxos'],
  [/ios[- ]?xr/i, 'iosxr'],
  [/ios/i, 'ios'],
  [/junos/i, 'junos'],
  [/^eos$|arista/i, 'eos'],
  [/routeros/i, 'routeros'],
  [/cumulus/i, 'cumulus'],
  [/sonic/i, 'enterprise_sonic'],
  [/vyos|vyatta/i, 'vyatta'],
  [/aos-?cx/i, 'aoscx'],
  [/procurve|aruba-?os-?switch/i, 'procurve'],
  [/fortios/i, 'fortios'],
  [/openbsd/i, 'openbsd'],
  [/opnsense/i, 'opnsense'],
  [/pfsense/i, 'pfsense'],
];
const BY_VENDOR: Readonly<Record<string, string>> = {
  apc: 'apc_aos',
  arista: 'eos',
  cisco: 'ios',
  fortinet: 'fortios',
  juniper: 'junos',
  mikrotik: 'routeros',
  opengear: 'opengear',
};

const modelOf = ({ platform, vendor }: Device): string | undefined => {
  const known = BY_PLATFORM.find(([pattern]) => platform !== undefined && pattern.test(platform));
  return known?.[1] ?? (platform === undefined ? BY_VENDOR[vendor?.toLowerCase() ?? ''] : undefined);
};

/** What has a configuration of its own to keep, and is not made by RelaxOps. */
const kept = ({ device, role }: Reached): boolean =>
  !device.rendered && role !== 'bmc' && role !== 'server' && role !== 'rendezvous';

const unknown = ({ id, device }: Reached): string =>
  `# ${id}: no model known for ${JSON.stringify(device.platform ?? device.vendor ?? 'a box without vendor')}`;

/** The group is the site, so that `groups: <site>: vars: ssh_proxy:` names the site's own jumphost once. */
const line = (system: Reached): string => {
  const model = modelOf(system.device);
  return model === undefined
    ? unknown(system)
    : [system.name, system.address, model, system.device.site ?? 'none'].join(':');
};

/** Oxidized's `router.db` with the map `name: 0, ip: 1, model: 2, group: 3`; lines with `#` are not read (its source/csv.rb). */
export const oxidized: ExportFormat = {
  id: 'oxidized',
  files: (network) => {
    const lines = [
      '# RelaxOps: name:ip:model:group. Made from the inventory; changes here will be lost.',
      ...reachedSystems(network).filter(kept).map(line),
    ];
    return [{ name: 'router.db', text: `${lines.join('\n')}\n` }];
  },
};
