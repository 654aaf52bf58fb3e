import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import type { LabState } from '#lab/hardware/protocol.ts';
import { failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** The failures that a lab's state shows, as `kind:scope`. */
export const brokenIn = (state: LabState): string[] => [
  ...state.cut.map((wire) => `link-cut:${wire}`),
  ...state.saturated.map((wire) => `link-saturated:${wire}`),
  ...state.flooded.map((wire) => `ddos:${wire}`),
  ...state.deaf.map((wire) => `modem-dead:${wire}`),
  // A variant has the name of its failure.
  ...state.varied,
  ...state.feedsOff.map((feed) => `feed-down:${feed}`),
  ...state.deadChassis.map((device) => `device-dead:${device}`),
  ...state.misconfigured.map((host) => `misconfiguration:${host}`),
  ...state.blocked.map((host) => `provider-down:${host.replace(/^provider\//, '')}`),
  ...state.stopped.map((entry) => {
    const [host, unit] = entry.split(' ');
    // The one daemon of a service that a provider offers.
    if (host?.startsWith('service/')) return `dns-down:${host.slice('service/'.length)}`;
    return `service-crash:${host}/${(unit ?? '').replace(/^relaxops-/, '').replace(/\.service$/, '')}`;
  }),
];

/** What people have switched by BMC, PDU or console: no failure, and nothing that `lab mend` undoes. */
export const switchedIn = (state: LabState): string[] => [
  ...state.outletsOff.map((outlet) => `outlet ${outlet} off`),
  ...state.switchedOff.map((host) => `${host} off`),
  ...state.halted.map((host) => `${host} in its boot menu`),
  ...state.blank.map((host) => `${host} without configuration`),
];

/** Failures as `lab state` shows them, so that what `lab break` took can be mended in the same words. */
export const spelled = (network: Network, texts: readonly string[]): string[] => {
  if (texts.length === 0) return [];
  const analysis = analyse(network);
  return texts.map((text) => {
    const parsed = parseFailure(analysis, text);
    return parsed.ok ? failureId(parsed.value) : text;
  });
};
