import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import type { Lab } from '#lab/cage/lab.ts';
import type { Fault } from '#lab/faults/fault.ts';
import type { LabState } from '#lab/hardware/protocol.ts';
import { type Failure, failureId } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** The failures of one thing each that a lab's state shows, as `kind:scope`. */
const brokenParts = (state: LabState): string[] => [
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
  ...state.hung.map((host) => `device-hung:${host}`),
  ...state.deadControllers.map((pdu) => `pdu-controller-dead:${pdu}`),
  ...state.deadPorts.map((wire) => `management-port-dead:${wire}`),
  ...state.looped.map((host) => `switch-loop:${host}`),
];

/**
 * The failures that are in force in a lab, as `kind:scope`: those that were caused, while anything of what they did is left, and what is broken
 * besides.
 */
export const brokenIn = (state: LabState): string[] => {
  const there = brokenParts(state);
  const left = state.caused.filter(
    ({ parts }) => parts.length === 0 || parts.some((one) => there.includes(one)),
  );
  const explained = new Set(left.flatMap(({ parts }) => parts));
  return [...left.map(({ failure }) => failure), ...there.filter((one) => !explained.has(one))];
};

/** Causes a failure and has the lab remember it, with what it came to. */
export const causeAndNote = async (
  lab: Lab,
  network: Network,
  fault: Fault,
  failure: Failure,
): Promise<void> => {
  const state = await lab.state();
  if (brokenIn(state).includes(failureId(failure))) return;
  const before = new Set(brokenParts(state));
  await fault.cause(lab, failure.scope, network);
  const parts = brokenParts(await lab.state()).filter((one) => !before.has(one));
  await lab.noteCaused({ failure: failureId(failure), parts });
};

/** What people have switched by BMC, PDU or console: no failure, and nothing that `lab mend` undoes. */
export const switchedIn = (state: LabState): string[] => [
  ...state.outletsOff.map((outlet) => `outlet ${outlet} off`),
  ...state.outletsWaiting.map((outlet) => `outlet ${outlet} waits for its turn`),
  ...state.switchedOff.map((host) => `${host} off`),
  ...state.halted.map((host) => `${host} in its boot menu`),
  ...state.blank.map((host) => `${host} without configuration`),
  ...state.asking.map((host) => `${host} asks for its passphrase`),
  ...state.lockedModems.map((uplink) => `${uplink} waits for its PIN`),
  ...state.lineFaults.map((entry) => {
    const [cable = '', fault] = entry.split(' ');
    return `line ${cable.replace(/:.*/, '')} ${fault}`;
  }),
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
