import type { DeviceDraft, Draft } from './draft.ts';

/** Reports a port that the wiring by default has no partner for. */
export const noFreePort = (
  draft: Draft,
  device: DeviceDraft,
  port: string,
  full: readonly DeviceDraft[],
  what: string,
): void => {
  const text = `${port} finds no free port on ${full.map((d) => d.id).join(', ')}`;
  const hint = `add ${what}, or write its cable in "cables" or the port in "uncabled"`;
  draft.report.add('error', 'no-free-port', device.place, text, { hint, on: port });
};
