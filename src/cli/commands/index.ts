import type { CommandEntry } from '../command.ts';

/** Words that only hold commands together. */
export const FAMILIES: Readonly<Record<string, string>> = {
  countries: 'where operators come from, for the country block',
  export: 'what RelaxOps knows, for other programs',
  import: 'an inventory from somewhere else',
  lab: 'the network on your desk: boot it, break it, compare',
  secrets: 'keys, certificates and passwords, in files encrypted with age',
};

/** All commands, sorted by name. One line a command. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'availability',
    summary: 'hours a year without a way in, and what one thing more buys',
    group: 'Break on paper',
    load: async () => (await import('./availability.ts')).availability,
  },
  {
    name: 'check',
    summary: 'what is wrong with the design',
    group: 'Design',
    load: async () => (await import('./check.ts')).check,
  },
  {
    name: 'compare',
    summary: 'the inventory against what devices and tools say',
    group: 'Make real',
    load: async () => (await import('./compare.ts')).compare,
  },
  {
    name: 'completion',
    summary: 'completion for bash, zsh or fish',
    group: 'Shell',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    name: 'countries import',
    summary: 'addresses of the countries that operators come from, from files of the registries',
    group: 'Make real',
    load: async () => (await import('./countries-import.ts')).countriesImport,
  },
  {
    name: 'export ansible',
    summary: 'an Ansible inventory: groups by site, rack and role, through the jumphosts',
    group: 'Make real',
    load: async () => (await import('./export-ansible.ts')).exportAnsible,
  },
  {
    name: 'export hosts',
    summary: 'lines for /etc/hosts: every system by the address that operators use',
    group: 'Make real',
    load: async () => (await import('./export-hosts.ts')).exportHosts,
  },
  {
    name: 'export labels',
    summary: 'labels for cables and outlets as CSV: what to print, and where to stick it',
    group: 'Make real',
    load: async () => (await import('./export-labels.ts')).exportLabels,
  },
  {
    name: 'export netbox',
    summary: "CSV for NetBox's import pages, numbered in the order of import",
    group: 'Make real',
    load: async () => (await import('./export-netbox.ts')).exportNetbox,
  },
  {
    name: 'export openpsa',
    summary: 'the failure analysis as a fault tree, to be checked by another program',
    group: 'Break on paper',
    load: async () => (await import('./export-openpsa.ts')).exportOpenpsa,
  },
  {
    name: 'export oxidized',
    summary: "Oxidized's router.db: network gear, PDUs and console servers by model and site",
    group: 'Make real',
    load: async () => (await import('./export-oxidized.ts')).exportOxidized,
  },
  {
    name: 'export prometheus',
    summary: 'targets for Prometheus (file_sd): ping, SNMP and SSH, with site, rack and role',
    group: 'Make real',
    load: async () => (await import('./export-prometheus.ts')).exportPrometheus,
  },
  {
    name: 'export switch-config',
    summary: "a management switch's configuration for Cisco IOS-XE or MikroTik RouterOS, as text",
    group: 'Make real',
    load: async () => (await import('./export-switch-config.ts')).exportSwitchConfig,
  },
  {
    name: 'import netbox',
    summary: 'an inventory from NetBox, and a list of open questions',
    group: 'Design',
    load: async () => (await import('./import-netbox.ts')).importNetboxCommand,
  },
  {
    name: 'init',
    summary: 'a first inventory to edit',
    group: 'Design',
    load: async () => (await import('./init.ts')).init,
  },
  {
    name: 'lab break',
    summary: 'cause a failure in the lab',
    group: 'Lab',
    load: async () => (await import('./lab-break.ts')).labBreak,
  },
  {
    name: 'lab down',
    summary: 'end the lab; nothing stays behind',
    group: 'Lab',
    load: async () => (await import('./lab-down.ts')).labDown,
  },
  {
    name: 'lab mend',
    summary: 'undo what was broken in the lab',
    group: 'Lab',
    load: async () => (await import('./lab-mend.ts')).labMend,
  },
  {
    name: 'lab shell',
    summary: 'a shell on any host of the lab',
    group: 'Lab',
    load: async () => (await import('./lab-shell.ts')).labShell,
  },
  {
    name: 'lab state',
    summary: 'which labs are up, and what is broken in them',
    group: 'Lab',
    load: async () => (await import('./lab-state.ts')).labState,
  },
  {
    name: 'lab up',
    summary: 'boot the network in namespaces, with its real daemons',
    group: 'Lab',
    load: async () => (await import('./lab-up.ts')).labUp,
  },
  {
    name: 'lab verify',
    summary: 'break the lab for real and compare with the prediction',
    group: 'Lab',
    load: async () => (await import('./lab-verify.ts')).labVerify,
  },
  {
    name: 'map',
    summary: 'the network, a rack or a way in as a picture (SVG)',
    group: 'Design',
    load: async () => (await import('./map.ts')).map,
  },
  {
    name: 'paths',
    summary: 'every way in to a device, step by step',
    group: 'Break on paper',
    load: async () => (await import('./paths.ts')).paths,
  },
  {
    name: 'plan',
    summary: 'addresses, cables, port tables',
    group: 'Design',
    load: async () => (await import('./plan.ts')).plan,
  },
  {
    name: 'render',
    summary: 'every configuration file, checked by the daemon that will read it',
    group: 'Make real',
    load: async () => (await import('./render.ts')).render,
  },
  {
    name: 'replay',
    summary: 'real outages, on your network',
    group: 'Break on paper',
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'secrets init',
    summary: 'make the keys, certificates and passwords that are missing',
    group: 'Make real',
    load: async () => (await import('./secrets-init.ts')).secretsInit,
  },
  {
    name: 'secrets list',
    summary: 'what the store holds, how old it is and when it ends',
    group: 'Make real',
    load: async () => (await import('./secrets-list.ts')).secretsList,
  },
  {
    name: 'secrets revoke',
    summary: 'shut out an operator, a station or a gateway',
    group: 'Make real',
    load: async () => (await import('./secrets-revoke.ts')).secretsRevoke,
  },
  {
    name: 'secrets rotate',
    summary: 'renew secrets by name, or those that end soon',
    group: 'Make real',
    load: async () => (await import('./secrets-rotate.ts')).secretsRotate,
  },
  {
    name: 'secrets show',
    summary: 'one secret in clear, on a terminal',
    group: 'Make real',
    load: async () => (await import('./secrets-show.ts')).secretsShow,
  },
  {
    name: 'survive',
    summary: 'every single and double failure: the score and the worst',
    group: 'Break on paper',
    load: async () => (await import('./survive.ts')).survive,
  },
  {
    name: 'whatif',
    summary: 'what these failures take, what is left, how to get in',
    group: 'Break on paper',
    load: async () => (await import('./whatif.ts')).whatif,
  },
  {
    name: 'where',
    summary: 'whose address is this, what address has that',
    group: 'Design',
    load: async () => (await import('./where.ts')).where,
  },
];
