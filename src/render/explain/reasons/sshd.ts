import type { Reason } from '../origin.ts';

export const sshd: readonly Reason[] = [
  { match: /^ListenAddress /, why: 'addresses of the plan, never one that may move', sources: ['T53'] },
  { match: /^AllowUsers |^DenyUsers /, why: 'operators, and nobody else', sources: ['T31'] },
  {
    match: /^AuthenticationMethods publickey,keyboard-interactive:pam$|^KbdInteractiveAuthentication yes$/,
    why: 'a key first, and then what an authentication server says of a password',
    sources: ['T31'],
  },
  { match: /^Match User /, why: "the jumphosts' own account asks nobody", sources: ['T35'] },
  {
    match:
      /^(AuthenticationMethods|PubkeyAuthentication|PasswordAuthentication|KbdInteractive\w+|HostbasedAuthentication|PermitEmptyPasswords|PermitRootLogin)\b/,
    why: 'keys only',
    sources: ['T31'],
  },
  {
    match: /^PermitOpen [\d[]/,
    why: 'a jumphost leads to management addresses, to nothing else',
    sources: ['T33', 'T42'],
  },
  {
    match:
      /^(AllowTcpForwarding|PermitOpen|AllowAgentForwarding|AllowStreamLocalForwarding|X11Forwarding|PermitTunnel|GatewayPorts)\b/,
    why: 'what may be passed on',
    sources: ['T42'],
  },
  { match: /^UseDNS /, why: 'no name service is asked', sources: ['T54'] },
  { match: /^MaxStartups /, why: 'many come at once when something burns' },
  {
    match: /^from="[^"]+",restrict,pty \S+ /,
    why: "a jumphost's own key, good from jumphosts and for a shell only",
    sources: ['T35', 'T36'],
  },
  {
    match: /^from="[^"]+" ssh-\S+ A{4}/,
    why: "an operator's own key, good by way of a jumphost only: stolen, it opens nothing from elsewhere",
    sources: ['T31', 'T36'],
  },
  { match: /^ssh-\S+ A{4}/, why: "an operator's own key", sources: ['T31'] },
  { match: /^@\{secret:/, why: 'a key of this host, filled in elsewhere' },
];
