import type { Recovery } from '#model/failure.ts';

/** How a failure ends, the same words on every page: what stands behind "mended". */
export const ENDINGS: Readonly<Record<Recovery['how'], string>> = {
  itself: 'by itself',
  remote: 'from the sofa',
  'third-party': 'by somebody else',
  'hands-later': 'hands later',
  'hands-now': 'HANDS NOW',
};

/** Who mends it and from where: `from the sofa: console zrh1/r01/sw1`, `by somebody else: init7`. */
export const recoveryWords = (recovery: Recovery): string => {
  const ending = ENDINGS[recovery.how];
  if (recovery.how === 'remote') return `${ending}: ${recovery.verb} ${recovery.device}`;
  return recovery.how === 'third-party' ? `${ending}: ${recovery.who}` : ending;
};
