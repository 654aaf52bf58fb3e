import { file, header } from './_text.ts';
import type { Renderer } from './renderer.ts';

/** Operators' accounts, for systemd-sysusers(8). They have no password, and log in by key only. */
export const sysusers: Renderer = {
  id: 'sysusers',
  title: "operators' accounts",
  appliesTo: () => true,
  render: ({ network }, host) => [
    file('sysusers.conf', [
      header(host, "operators' accounts"),
      ...network.operators.map(({ id }) => `u ${id} - "RelaxOps operator" /var/empty /bin/sh`),
    ]),
  ],
  check: {
    path: /\/sysusers\.conf$/,
    argv: (path) => ['/usr/bin/systemd-sysusers', '--dry-run', path],
    package: 'systemd',
  },
};
