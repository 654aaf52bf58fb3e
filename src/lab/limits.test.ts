import { expect, it } from 'vitest';
import { limitsTooLow } from './limits.ts';

const machine = (limits: Record<string, number>) => (key: string) => limits[key];

it('says which limit of the machine a lab is too large for, and the command that raises it', () => {
  const small = machine({
    'user.max_net_namespaces': 50,
    'user.max_mnt_namespaces': 87,
    'kernel.pid_max': 2000,
  });
  expect(limitsTooLow(86, small)).toEqual([
    {
      what: 'network namespaces for 86 hosts (user.max_net_namespaces is 50)',
      remedy: 'sysctl -w user.max_net_namespaces=174',
    },
    {
      what: 'process numbers for 86 hosts (kernel.pid_max is 2000)',
      remedy: 'sysctl -w kernel.pid_max=5162',
    },
  ]);
  expect(limitsTooLow(40, small)).toEqual([]);
});

it('is silent where the kernel does not show a limit', () => {
  expect(limitsTooLow(1_000_000, () => undefined)).toEqual([]);
});
