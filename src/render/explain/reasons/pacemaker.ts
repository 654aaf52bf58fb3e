import type { Reason } from '../origin.ts';

export const pacemaker: readonly Reason[] = [
  { match: /^\s*(totem|nodelist|node|quorum|logging) \{$/, why: 'a section' },
  { match: /^\s*\}$/, why: 'the end of a section' },
  { match: /cluster_name: /, why: 'one cluster a site', of: 'site' },
  {
    match: /transport: |crypto_(cipher|hash): |version: 2/,
    why: 'encrypted UDP between members',
    sources: ['T44'],
  },
  {
    match: /keyfile: |secret:corosync-key/,
    why: 'nobody else inside becomes a member',
    sources: ['T44'],
    of: 'pair',
  },
  { match: /token: /, why: 'how soon a dead member is noticed', sources: ['T43'] },
  { match: /ring0_addr: |nodeid: |^\s+name: /, why: 'a member', sources: ['T44'], of: 'pair' },
  { match: /provider: corosync_votequorum/, why: 'votes are counted, and one of two is enough' },
  { match: /two_node: |wait_for_all: /, why: 'one that is alone goes on', sources: ['T43'], of: 'pair' },
  { match: /to_(stderr|syslog): /, why: 'the journal has it' },
  { match: /nvpair id="option-/, why: 'one that is alone goes on, and nobody is shot', sources: ['T43'] },
  {
    match: /nvpair id="inside-(ip|cidr_netmask|nic)"/,
    why: 'the route out of every device',
    sources: ['T43', 'T44'],
    of: 'pair',
  },
  { match: /<op id="inside-monitor"/, why: 'an address that went away is put back', sources: ['T43'] },
  {
    match: /<rsc_location /,
    why: 'in the order of the pair: the first has the address while it lives',
    of: 'pair',
  },
  { match: /^\s*<\/?[a-z_]+[^>]*\/?>$/, why: 'the frame of the document' },
];
