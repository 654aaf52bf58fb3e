import type { Reason } from '../origin.ts';

export const units: readonly Reason[] = [
  {
    match: /^Exec(StartPre|Start|Reload)=-?.*(type wireguard|\/wg )/,
    why: 'the interface and its peers are there before anything is passed on',
    sources: ['T40'],
  },
  { match: /^\[\w+\]$/, why: 'a section' },
  { match: /^Description=/, why: 'what it is' },
  {
    match: /^(DefaultDependencies|Conflicts)=|network-pre\.target/,
    why: 'the filter stands before any interface is up',
    sources: ['T19'],
  },
  { match: /^Requires=relaxops-firewall/, why: 'nothing is passed on without the filter', sources: ['T19'] },
  { match: /systemd-udev-settle/, why: 'every interface has its name by then' },
  { match: /^(Requires|Wants|After)=relaxops-/, why: 'what has to be there first' },
  { match: /^(Type|RemainAfterExit|KillMode)=/, why: 'how systemd runs it' },
  { match: /^NetworkNamespacePath=/, why: 'independent of production networking', sources: ['T11'] },
  {
    match: /^ExecStart(Pre)?=.*\/(ip|sysctl) /,
    why: 'what one line cannot do stops none of those after it',
    sources: ['T43'],
  },
  { match: /^Exec(Start|Reload)=.*\/nft /, why: 'the table is replaced as a whole', sources: ['T19'] },
  { match: /^ExecStart=.*\/sshd /, why: 'the SSH server', sources: ['T37'] },
  { match: /^ExecStart=.*\/openvpn /, why: 'the VPN', sources: ['T40'] },
  { match: /^ExecStart=.*\/dnsmasq /, why: 'names and reservations inside' },
  { match: /^ExecStart=.*\/freeradius /, why: 'the authentication server that logins ask' },
  { match: /^ExecStart=.*\/keepalived /, why: 'the shared address', sources: ['T44'] },
  {
    match: /^ExecStart=.*hostname localhost .*\/conserver /,
    why: 'serial lines; it looks its hostname up at its start, and this one needs no name server',
    sources: ['T54'],
  },
  { match: /^ExecStart=.*\/ser2net /, why: 'serial lines' },
  { match: /^ExecStart(Pre)?=/, why: 'what it runs' },
  { match: /^Restart(Sec)?=/, why: 'a daemon that dies comes back', sources: ['T43'] },
  { match: /^WantedBy=/, why: 'started at boot', sources: ['T43'] },
];
