import type { Network } from '#model/network.ts';

const optionValue = (words: readonly string[], names: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => names.includes(word));
  return at < 0 ? undefined : words[at + 1];
};

const names = (network: Network, kind: 'device' | 'port'): string[] =>
  network.devices.flatMap((device) =>
    kind === 'device' ? [device.id] : [device.id, ...device.ports.map((p) => p.id)],
  );

/** Names of the inventory that the words being typed speak of; none where it cannot be read. */
export const inventoryNames = async (
  cwd: string,
  words: readonly string[],
  kind: 'device' | 'port',
): Promise<readonly string[]> => {
  // Loaded only now: most completions need no inventory.
  const { networkIfAny } = await import('../load.ts');
  const file = optionValue(words, ['-f', '--file']);
  const deviceTypes = optionValue(words, ['--device-types']);
  const network = await networkIfAny({
    cwd,
    global: { ...(file ? { file } : {}), ...(deviceTypes ? { deviceTypes } : {}) },
  });
  return network ? names(network, kind) : [];
};
