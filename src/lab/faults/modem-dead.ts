import type { Fault } from './fault.ts';

/** The line through the air has carrier and passes nothing, either way. */
export const modemDead: Fault = {
  id: 'modem-dead',
  scopes: (network) =>
    network.uplinks
      .filter(({ medium }) => medium === 'mobile' || medium === 'satellite')
      .map((uplink) => uplink.id),
  cause: async (lab, scope) => {
    await lab.deafen(scope);
  },
  mend: async (lab, scope) => {
    await lab.hear(scope);
  },
};
