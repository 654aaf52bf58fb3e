import { airos } from './airos.ts';
import { ciscoIos } from './cisco-ios.ts';
import type { LegacyPlatform } from './platform.ts';

/** Every platform that needs more than OpenSSH offers by itself. */
export const legacyPlatforms: readonly LegacyPlatform[] = [airos, ciscoIos];

/** Lines of ssh_config for the hop to a device of that platform, and for no other hop. */
export const legacyLines = (platform: string | undefined): string[] => {
  const found = legacyPlatforms.find(({ names }) => names.includes(platform?.toLowerCase() ?? ''));
  const line = (option: string, algorithms: readonly string[] = []): string[] =>
    algorithms.length === 0 ? [] : [`${option} +${algorithms.join(',')}`];
  return [
    ...line('KexAlgorithms', found?.kexAlgorithms),
    ...line('HostKeyAlgorithms', found?.hostKeyAlgorithms),
  ];
};
