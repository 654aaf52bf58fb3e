/**
 * Lines of sshd that end a try of somebody who got as far as a name: one line per connection, so that several keys in an agent count once,
 * and a bare connection (a probe, a banner, a key exchange) counts not at all. What a stranger chose, the name, is matched greedily, and
 * the address by the end of the line, so a name with an address in it bans nobody else. Texts: OpenSSH's packet.c (sshpkt_vfatal) and
 * auth.c (auth_maxtries_exceeded).
 */
export const FILTER: readonly string[] = [
  '[INCLUDES]',
  'before =',
  '',
  '[Definition]',
  '# "host sshd[7]: " from the journal; sshd itself writes no such thing to a file. sshd-session since OpenSSH 9.8.',
  'prefix = ^\\s*(?:\\S+ sshd(?:-session)?(?:\\[\\d+\\])?: )?',
  'user = (?:authenticating|invalid) user .* <HOST> port \\d+',
  'failregex = %(prefix)sConnection (?:closed|reset) by %(user)s(?: \\[preauth\\])?\\s*$',
  '            %(prefix)sDisconnected from %(user)s(?: \\[preauth\\])?\\s*$',
  '            %(prefix)sDisconnecting %(user)s: Too many authentication failures(?: \\[preauth\\])?\\s*$',
  'ignoreregex =',
  '# The journal tells the time; a line without one is of now.',
  'datepattern = {NONE}',
];
