import type { LabState } from '#lab/hardware/protocol.ts';

/** The failures that a lab's state shows, as `kind:scope`. */
export const brokenIn = (state: LabState): string[] => [
  ...state.cut.map((wire) => `link-cut:${wire}`),
  ...state.saturated.map((wire) => `link-saturated:${wire}`),
  ...state.feedsOff.map((feed) => `feed-down:${feed}`),
  ...state.deadChassis.map((device) => `device-dead:${device}`),
  ...state.misconfigured.map((host) => `misconfiguration:${host}`),
  ...state.blocked.map((host) => `provider-down:${host.replace(/^provider\//, '')}`),
  ...state.stopped.map((entry) => {
    const [host, unit] = entry.split(' ');
    return `service-crash:${host}/${(unit ?? '').replace(/^relaxops-/, '').replace(/\.service$/, '')}`;
  }),
];
