import { describe, expect, test } from 'vitest';
import { parseUnit, unitsOf, words } from './units.ts';

const file = (name: string, text: string) => ({ path: `/etc/systemd/system/${name}`, mode: 0o644, text });

test.each([
  ['/usr/sbin/sshd -D -e', ['/usr/sbin/sshd', '-D', '-e']],
  ['  a   b ', ['a', 'b']],
  ['a "b c" \'d e\'', ['a', 'b c', 'd e']],
  ['a "b \\"c\\""', ['a', 'b "c"']],
  ['a b\\ c 100%% $$x', ['a', 'b c', '100%', '$x']],
  ['a ""', ['a', '']],
])('words of %j', (line, expected) => {
  expect(words(line)).toEqual(expected);
});

describe('unit files', () => {
  test('are read as systemd reads them', () => {
    const unit = parseUnit(
      'relaxops-x.service',
      `[Unit]
# ExecStart=/no
After=network.target relaxops-a.service
After=relaxops-b.service
[Service]
Type=oneshot
NetworkNamespacePath=/run/netns/mgmt
CapabilityBoundingSet=CAP_SETUID CAP_NET_RAW
NoNewPrivileges=yes
ExecStartPre=-/bin/a
ExecStart=/bin/b one \\
  two
ExecStart=/bin/c
ExecStopPost=/bin/d
`,
    );
    expect(unit).toEqual({
      name: 'relaxops-x.service',
      type: 'oneshot',
      netns: 'mgmt',
      capabilities: ['CAP_SETUID', 'CAP_NET_RAW'],
      noNewPrivileges: true,
      after: ['network.target', 'relaxops-a.service', 'relaxops-b.service'],
      pre: [{ argv: ['/bin/a'], mayFail: true }],
      start: [
        { argv: ['/bin/b', 'one', 'two'], mayFail: false },
        { argv: ['/bin/c'], mayFail: false },
      ],
      stopPost: [{ argv: ['/bin/d'], mayFail: false }],
    });
  });

  test.each([
    ['Type=forking\nExecStart=/bin/a', 'cannot run Type=forking'],
    ['Type=simple', '0 ExecStart= lines, expected 1'],
    ['ExecStart=/a\nExecStart=/b', '2 ExecStart= lines, expected 1'],
    ['ExecStart=/a\nCapabilityBoundingSet=~CAP_SYS_ADMIN', 'is no list of capabilities'],
    ['ExecStart=/a\nNetworkNamespacePath=/proc/1/ns/net', 'is not below /run/netns'],
  ])('what the lab cannot do is said: %j', (text, message) => {
    expect(() => parseUnit('relaxops-x.service', text)).toThrow(message);
  });

  test('an empty list leaves no capability, none at all leaves every one', () => {
    const of = (line: string) => parseUnit('relaxops-x.service', `ExecStart=/a\n${line}`).capabilities;
    expect([of('CapabilityBoundingSet='), of('')]).toEqual([[], undefined]);
  });

  test('start in the order of After=, else by name, and foreign files are none', () => {
    const units = unitsOf([
      file('relaxops-a.service', 'After=relaxops-z.service\nExecStart=/a'),
      file('relaxops-b.service', 'ExecStart=/b'),
      file('relaxops-z.service', 'After=network.target\nExecStart=/z'),
      file('ssh.service', 'ExecStart=/no'),
      { path: '/etc/relaxops/relaxops-c.service', mode: 0o644, text: '' },
    ]);
    expect(units.map((u) => u.name)).toEqual([
      'relaxops-z.service',
      'relaxops-a.service',
      'relaxops-b.service',
    ]);
  });
});
