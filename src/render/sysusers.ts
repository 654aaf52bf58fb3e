import { BREAK_GLASS, holdsKey } from '#model/break-glass.ts';
import { file, header } from './_text.ts';
import { OPERATORS_GROUP } from './break-glass.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';
import { hasBreakGlassAccount } from './sshd.ts';

const account = (name: string, what: string): string => `u ${name} - "RelaxOps ${what}" /var/empty /bin/sh`;

/** On a jumphost with a key of its own, who may read it; elsewhere, the account that it opens. */
const breakGlass = (context: RenderContext, host: Host): string[] => {
  if (holdsKey(host.device))
    return [
      `g ${OPERATORS_GROUP} -`,
      ...context.network.operators.map(({ id }) => `m ${id} ${OPERATORS_GROUP}`),
    ];
  return hasBreakGlassAccount(context, host) ? [account(BREAK_GLASS, 'break-glass')] : [];
};

/** Operators' accounts, for systemd-sysusers(8). They have no password, and log in by key only. */
export const sysusers: Renderer = {
  id: 'sysusers',
  title: "operators' accounts",
  appliesTo: () => true,
  render: (context, host) => [
    file('sysusers.conf', [
      header(host, "operators' accounts"),
      ...context.network.operators.map(({ id }) => account(id, 'operator')),
      ...breakGlass(context, host),
    ]),
  ],
  check: {
    path: /\/sysusers\.conf$/,
    argv: (path) => ['/usr/bin/systemd-sysusers', '--dry-run', path],
    package: 'systemd',
  },
};
