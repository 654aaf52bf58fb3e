import { naturalCompare } from '#base/natural.ts';
import type { ExportFormat } from './document.ts';
import { type Reached, reachedSystems } from './reached.ts';

/** What YAML 1.1 does not print as it is (section 5.1), beyond what JSON escapes. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A YAML scalar in double quotes. Ansible runs `{{ }}` in inventories as templates; `!unsafe` says that this is text. */
const scalar = (text: string): string => {
  const quoted = JSON.stringify(text).replace(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return /\{[{%#]/.test(text) ? `!unsafe ${quoted}` : quoted;
};

const variables = ({ id, address, network, jump, device }: Reached): [string, string][] => [
  ['ansible_host', address],
  // The literal address, as in ssh_config: no name is needed to get in (T54).
  ...(jump === undefined ? [] : [['ansible_ssh_common_args', `-o ProxyJump=${jump}`] as [string, string]]),
  ['relaxops_id', id],
  ['relaxops_network', network],
  ...(device.vendor === undefined ? [] : [['relaxops_vendor', device.vendor] as [string, string]]),
  ...(device.platform === undefined ? [] : [['relaxops_platform', device.platform] as [string, string]]),
];

/** Group names are Python identifiers (Ansible, "How to build your inventory"). */
const groupName = (kind: string, ...parts: readonly string[]): string =>
  [kind, ...parts].join('_').replace(/[^A-Za-z0-9_]/g, '_');

/** Names that become one, such as site `a-b` and rack `b` of site `a`, are kept apart by a number. */
const groupsOf = (systems: readonly Reached[]): Map<string, string[]> => {
  const keyed = new Map<string, { name: string; hosts: string[] }>();
  const taken = new Set<string>();
  const add = (kind: string, parts: readonly string[], host: string): void => {
    const key = [kind, ...parts].join('\n');
    const known = keyed.get(key);
    if (known) return void known.hosts.push(host);
    const plain = groupName(kind, ...parts);
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
    taken.add(name);
    keyed.set(key, { name, hosts: [host] });
  };
  for (const { name, device, role } of systems) {
    if (device.site !== undefined) add('site', [device.site], name);
    if (device.rack !== undefined) add('rack', device.rack.split('/'), name);
    add('role', [role], name);
  }
  return new Map([...keyed.values()].map(({ name, hosts }) => [name, hosts]));
};

const hostLines = (system: Reached): string[] => [
  `    ${scalar(system.name)}:`,
  ...variables(system).map(([key, value]) => `      ${key}: ${scalar(value)}`),
];

const groupLines = (name: string, hosts: readonly string[]): string[] => [
  `    ${name}:`,
  '      hosts:',
  ...hosts.map((host) => `        ${scalar(host)}: {}`),
];

/** An Ansible inventory in YAML: groups by site, rack and role; each host by its address, through the nearest jumphost. */
export const ansible: ExportFormat = {
  id: 'ansible',
  files: (network) => {
    const systems = reachedSystems(network);
    const groups = [...groupsOf(systems)].sort(([a], [b]) => naturalCompare(a, b));
    const lines = [
      '# RelaxOps: Ansible inventory. Made from the inventory; changes here will be lost.',
      '---',
      'all:',
      `  hosts:${systems.length === 0 ? ' {}' : ''}`,
      ...systems.flatMap(hostLines),
      `  children:${groups.length === 0 ? ' {}' : ''}`,
      ...groups.flatMap(([name, hosts]) => groupLines(name, hosts)),
    ];
    return [{ name: 'inventory.yaml', text: `${lines.join('\n')}\n` }];
  },
};
