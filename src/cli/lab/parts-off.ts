import type { PartOff } from '#lab/preflight.ts';

/** A line for each part of the lab that is not there, and what brings it. */
export const partsOffText = (off: readonly PartOff[]): string =>
  off
    .map(({ what, missing }) => {
      const packages = missing.map((one) => one.package).join(' ');
      return `Off: ${what}, for want of ${missing.map((one) => one.what).join(', ')}; apt-get install ${packages}\n`;
    })
    .join('');
