import { expect, test } from 'vitest';
import { FEATURES, kernelLacks, probeKernel } from './kernel.ts';

/** A kernel in which these features fail, with what was said. */
const kernel = (fails: Record<string, string>) => async (argv: readonly string[]) => {
  expect(argv[0]).toBe('unshare');
  const lines = FEATURES.map(({ what }, at) =>
    fails[what] === undefined ? `${at} 0 ` : `${at} 2 ${fails[what]}`,
  );
  return { stdout: `${lines.join('\n')}\n`, stderr: '', timedOut: false };
};
const refusing =
  (stderr: string, timedOut = false) =>
  async () => ({ stdout: '', stderr, timedOut });
const lacks = async (execute: Parameters<typeof probeKernel>[1]) =>
  kernelLacks(await probeKernel(true, execute));

test('a kernel with everything lacks nothing', async () => {
  expect(await lacks(kernel({}))).toEqual([]);
});

test('what is missing is said all at once, each with what brings it', async () => {
  const found = await lacks(
    kernel({
      'wires (veth)': 'Error: Unknown device type.',
      'address translation': 'Could not process rule: No such file or directory',
      'several routing tables': 'RTNETLINK answers: Operation not supported',
    }),
  );
  expect(found).toEqual([
    {
      what: 'wires (veth) (Error: Unknown device type.)',
      remedy: 'modprobe veth, or a kernel with CONFIG_VETH',
    },
    {
      what: 'address translation (Could not process rule: No such file or directory)',
      remedy: 'modprobe nft_masq, or a kernel with CONFIG_NFT_NAT, CONFIG_NFT_MASQ',
    },
    {
      what: 'several routing tables (RTNETLINK answers: Operation not supported)',
      remedy: 'a kernel with CONFIG_IP_MULTIPLE_TABLES',
    },
  ]);
});

test('WireGuard in the kernel is no need', async () => {
  const found = await probeKernel(true, kernel({ 'WireGuard in the kernel': 'Error: Unknown device type.' }));
  expect(kernelLacks(found)).toEqual([]);
  expect('features' in found && found.features.filter(({ works }) => !works).length).toBe(1);
});

test.each([
  ['unshare: unshare failed: Operation not permitted', 'run it as root'],
  ['unshare: unshare failed: No space left on device', 'sysctl -w user.max_net_namespaces=4096'],
  ['unshare: no line matching user "nobody" in /etc/subuid: Success', 'apt-get install uidmap'],
  [
    'unshare: write failed /proc/self/uid_map: Operation not permitted',
    'apparmor_restrict_unprivileged_userns=0',
  ],
])('where "%s", %s', async (said, remedy) => {
  const [one] = await lacks(refusing(`${said}\n`));
  expect(one).toEqual({ what: `namespaces (${said})`, remedy: expect.stringContaining(remedy) });
});

test('one that never ends is a refusal too', async () => {
  expect(await probeKernel(true, refusing('', true))).toEqual({ refused: 'it took too long' });
});

test.skipIf(process.getuid?.() !== 0)('every try is one that this kernel understands', async () => {
  const found = await probeKernel(true);
  if ('refused' in found) return expect(found.refused).toMatch(/not permitted|No space/);
  for (const { said, feature } of found.features) expect([feature.what, said]).not.toContain('syntax error');
  expect(found.features.filter(({ works }) => works).length).toBeGreaterThan(5);
});
