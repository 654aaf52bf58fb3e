import type { RenderedFile } from '#model/rendered.ts';

/** Files of the lab's own hosts (the Internet, laptops): nobody's configuration but the lab's. */
export const unitFile = (name: string, lines: readonly string[]): RenderedFile => ({
  path: `/etc/systemd/system/relaxops-${name}.service`,
  mode: 0o644,
  text: ['[Service]', ...lines, ''].join('\n'),
});

/** A script for `ip -batch`, and the unit that runs it. */
export const ipBatch = (lines: readonly string[]): RenderedFile[] => [
  { path: '/etc/relaxops/network.batch', mode: 0o644, text: `${lines.join('\n')}\n` },
  unitFile('network', ['Type=oneshot', 'ExecStart=/usr/sbin/ip -batch /etc/relaxops/network.batch']),
];

/** Kernel settings, and the unit that sets them before the network. */
export const sysctls = (settings: Readonly<Record<string, string>>): RenderedFile[] => [
  {
    path: '/etc/relaxops/sysctl.conf',
    mode: 0o644,
    text: Object.entries(settings)
      .map(([key, value]) => `${key} = ${value}\n`)
      .join(''),
  },
  unitFile('kernel', ['Type=oneshot', 'ExecStart=/usr/sbin/sysctl -q -p /etc/relaxops/sysctl.conf']),
];

/** A ruleset for nft, and the unit that loads it. */
export const ruleset = (text: string): RenderedFile[] => [
  { path: '/etc/relaxops/nftables.nft', mode: 0o644, text },
  unitFile('firewall', ['Type=oneshot', 'ExecStart=/usr/sbin/nft -f /etc/relaxops/nftables.nft']),
];
