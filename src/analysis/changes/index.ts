import type { ChangeKind } from './change.ts';
import { consoleLine } from './console-line.ts';
import { interlink } from './interlink.ts';
import { otherProvider } from './other-provider.ts';
import { powerInput } from './power-input.ts';
import { secondJumphost } from './second-jumphost.ts';

/** Every kind of change that is tried, sorted by id. */
export const changeKinds: readonly ChangeKind[] = [
  consoleLine,
  interlink,
  otherProvider,
  powerInput,
  secondJumphost,
];
