import { expect, it } from 'vitest';
import { limitsTooLow } from './limits.ts';

const machine = (limits: Record<string, number>) => (key: string) => limits[key];
const size = (hosts: number, lines = 0, watchers = 0) => ({ hosts, lines, watchers });

it('says which limit of the machine a lab is too large for, and the command that raises it', () => {
  const small = machine({
    'user.max_net_namespaces': 50,
    'user.max_mnt_namespaces': 87,
    'kernel.pid_max': 2000,
  });
  expect(limitsTooLow(size(86), small)).toEqual([
    {
      what: 'network namespaces for 86 hosts (user.max_net_namespaces is 50)',
      remedy: 'sysctl -w user.max_net_namespaces=174',
    },
    {
      what: 'process numbers for 86 hosts (kernel.pid_max is 2000)',
      remedy: 'sysctl -w kernel.pid_max=5162',
    },
  ]);
  expect(limitsTooLow(size(40), small)).toEqual([]);
});

it.each([
  ['pids.max', 500, "docker run --pids-limit 1200, or systemd's TasksMax=1200"],
  ['ulimit -u', 500, 'ulimit -u 1200, or nproc in /etc/security/limits.conf'],
  ['ulimit -Hn', 1024, 'ulimit -Hn 2200, or nofile in /etc/security/limits.conf'],
  ['fs.file-max', 1024, 'sysctl -w fs.file-max=18000'],
  ['kernel.pty.max', 40, 'sysctl -w kernel.pty.max=100'],
  ['fs.inotify.max_user_instances', 2, 'sysctl -w fs.inotify.max_user_instances=6'],
])('%s of %i is too low for 100 hosts, 50 lines and 3 watchers', (key, limit, remedy) => {
  expect(limitsTooLow(size(100, 50, 3), machine({ [key]: limit })).map((one) => one.remedy)).toEqual([
    remedy,
  ]);
  expect(limitsTooLow(size(1, 1, 1), machine({ [key]: limit }))).toEqual([]);
});

it('a small ARP table keeps no lab from coming up', () => {
  const [low] = limitsTooLow(size(300), machine({ 'net.ipv4.neigh.default.gc_thresh3': 1024 }));
  expect(low).toMatchObject({
    remedy: 'sysctl -w net.ipv4.neigh.default.gc_thresh3=3200',
    without: expect.stringContaining('a lab comes up'),
  });
});

it('is silent where the kernel does not show a limit', () => {
  expect(limitsTooLow(size(1_000_000, 1, 1), () => undefined)).toEqual([]);
});

it('this machine shows its own', () => {
  const keys = limitsTooLow(size(1e9, 1e9, 1e9)).map(({ what }) => /\((.*) is \d+\)/.exec(what)?.[1]);
  expect(keys).toEqual(expect.arrayContaining(['kernel.pid_max', 'ulimit -Hn', 'kernel.pty.max']));
});
