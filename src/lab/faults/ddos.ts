import { failureId } from '#model/failure.ts';
import type { Fault } from './fault.ts';

const KIND = 'ddos';

/**
 * 64 addresses on the Internet send to the uplink's address, 40 times what the line carries; the queue at the provider fills up. What
 * goes out of the line is not touched.
 */
export const ddos: Fault = {
  id: KIND,
  scopes: (_network, { floods = [] }) => floods.flatMap(({ wire }) => wire ?? []),
  cause: async (lab, scope) => {
    await lab.flood(failureId({ kind: KIND, scope }));
  },
  mend: async (lab, scope) => {
    await lab.unflood(failureId({ kind: KIND, scope }));
  },
};
