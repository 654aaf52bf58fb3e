import type { Recovery } from '#model/failure.ts';

/** Who mends it and from where, in the words of `relaxops whatif`. */
export const recoveryWords = (recovery: Recovery): string => {
  switch (recovery.how) {
    case 'itself':
      return 'ends by itself';
    case 'remote':
      return `from the sofa: ${recovery.verb} ${recovery.device}`;
    case 'third-party':
      return `somebody else: ${recovery.who}`;
    case 'hands-later':
      return 'hands, but not tonight';
    case 'hands-now':
      return 'HANDS NOW';
  }
};
