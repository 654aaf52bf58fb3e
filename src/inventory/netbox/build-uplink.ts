import type { Trace } from './cabling.ts';
import type { Asked, ImportedUplink, QuestionCode } from './imported.ts';
import type { Located, Said } from './port-index.ts';
import { CELLULAR } from './read.ts';
import type { CircuitRow } from './rows.ts';

const FIBRE = /^(smf|mmf|aoc|fib(er|re))/;
const COPPER = /^(cat\d|dac|coax|rg-?\d)/;

const asked = <T>(value: T, code: QuestionCode, text: string): Asked<T> => ({ value, ask: { code, text } });

const mediumOf = (said: Said | undefined, cable: string): ImportedUplink['medium'] => {
  if (CELLULAR.includes(said?.media ?? '')) return { value: 'mobile' };
  if (FIBRE.test(cable)) return { value: 'fibre' };
  if (COPPER.test(cable)) return { value: 'copper' };
  return asked('fibre', 'medium', 'fibre, copper, mobile or satellite? NetBox has no type for the cable');
};

const routeOf = (trace: Trace): string | undefined =>
  trace.via.length > 0 ? trace.via.join(', ') : undefined;

/** What a circuit on a port is, as far as NetBox can say. */
export const buildUplink = (
  port: Located,
  said: Said | undefined,
  trace: Trace,
  circuit: CircuitRow,
  provider: string,
): ImportedUplink => {
  const production = port.port?.kind === 'data' && port.role !== 'gateway';
  const medium = mediumOf(said, trace.cables[0]?.type ?? '');
  const kind = circuit.type?.name ?? circuit.type?.slug ?? 'a circuit';
  const route = routeOf(trace);
  return {
    port: port.ref,
    provider,
    circuit: [`${kind} ${circuit.cid}`, ...(said?.addresses ?? [])].join(', '),
    purpose: asked(
      production ? 'production' : 'management',
      'purpose',
      `production or management? NetBox calls it "${kind}"`,
    ),
    medium,
    inbound: asked(medium.value !== 'mobile', 'inbound', 'does the provider let connections in?'),
    ...(route === undefined ? {} : { route }),
  };
};
