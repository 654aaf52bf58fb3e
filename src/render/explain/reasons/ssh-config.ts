import type { Reason } from '../origin.ts';

export const sshConfig: readonly Reason[] = [
  { match: /^Host \*$/, why: 'what all hosts share; the first value wins, so it comes last' },
  { match: /^Host /, why: 'one name for one way to one address', sources: ['T65'] },
  { match: /^ {2}HostName /, why: 'the literal address: it works when DNS does not', sources: ['T54'] },
  {
    match: /^ {2}(Kex|HostKey)Algorithms \+/,
    why: 'what an old platform needs beside the defaults, on this hop alone',
  },
  { match: /^ {2}ProxyJump /, why: 'through the jumphost', sources: ['T33', 'T34'] },
  {
    match: /^\d+\.\d+\.\d+\.\d+(,[\da-f:]+)? /,
    why: 'host keys by address: no name is needed to know a host',
    sources: ['T54'],
  },
  { match: /^ {2}(User|IdentitiesOnly|Port|AddressFamily) /, why: 'as whom, and over what' },
  {
    match: /^ {2}(ConnectTimeout|ConnectionAttempts|ServerAlive\w+) /,
    why: 'gives up early: the other way is the better answer',
  },
  {
    match: /^ {2}(CanonicalizeHostname|CheckHostIP|HashKnownHosts) /,
    why: 'no name is looked up',
    sources: ['T54'],
  },
  {
    match:
      /^ {2}(StrictHostKeyChecking|UserKnownHostsFile|GlobalKnownHostsFile|UpdateHostKeys|ForwardAgent) /,
    why: 'only hosts that are known; no key is lent to them',
    sources: ['T31'],
  },
  {
    match: /^ {2}(RequestTTY|RemoteCommand) /,
    why: 'a console line, by way of its console server',
    sources: ['T46', 'R33'],
  },
];
