import type { Trace } from './cabling.ts';
import type { Asked, ImportedUplink, QuestionCode } from './imported.ts';
import { type CircuitFacts, type Mapping, taggedFact, tagQuestion } from './mapping.ts';
import type { Located, Said } from './port-index.ts';
import { CELLULAR } from './read.ts';
import type { CircuitRow, TerminationRow } from './rows.ts';

const FIBRE = /^(smf|mmf|aoc|fib(er|re))/;
const COPPER = /^(cat\d|dac|coax|rg-?\d)/;

const asked = <T>(value: T, code: QuestionCode, text: string): Asked<T> => ({ value, ask: { code, text } });

const mediumOf = (said: Said | undefined, cable: string): ImportedUplink['medium'] => {
  if (CELLULAR.includes(said?.media ?? '')) return { value: 'mobile' };
  if (FIBRE.test(cable)) return { value: 'fibre' };
  if (COPPER.test(cable)) return { value: 'copper' };
  return asked('fibre', 'medium', 'fibre, copper, mobile or satellite? NetBox has no type for the cable');
};

const routeOf = ({ via }: Trace): string | undefined =>
  via
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join(', ') || undefined;

/** Everything that says what an uplink is. */
export interface UplinkSources {
  readonly port: Located;
  readonly said: Said | undefined;
  readonly trace: Trace;
  readonly circuit: CircuitRow;
  readonly termination: TerminationRow | undefined;
  readonly provider: string;
  readonly mapping: Mapping;
}

type Fact = keyof CircuitFacts;

/** A fact from a tag of the circuit or its port, or else from the circuit's type if somebody confirmed that. */
const stated = <K extends Fact>(
  { circuit, termination, said, mapping }: UplinkSources,
  fact: K,
): Asked<NonNullable<CircuitFacts[K]>> | undefined => {
  const tagged = taggedFact(
    mapping,
    [...circuit.tags, ...(termination?.tags ?? []), ...(said?.row.tags ?? [])],
    fact,
  );
  const ask = tagQuestion(tagged);
  if (tagged) return { value: tagged.value, ...(ask ? { ask } : {}) };
  const type = mapping.circuitTypes.get(circuit.type?.slug ?? '');
  const value = type?.sure === true ? type.value[fact] : undefined;
  return value === undefined || value === null ? undefined : { value };
};

/** What a circuit on a port is, as far as NetBox and the mapping can say. */
export const buildUplink = (sources: UplinkSources): ImportedUplink => {
  const { port, said, trace, circuit, provider } = sources;
  const production = port.port?.kind === 'data' && port.role !== 'gateway';
  const medium = stated(sources, 'medium') ?? mediumOf(said, trace.cables[0]?.type ?? '');
  const kind = circuit.type?.name ?? circuit.type?.slug ?? 'a circuit';
  const route = routeOf(trace);
  const lastMile = taggedFact(
    sources.mapping,
    [...circuit.tags, ...(sources.termination?.tags ?? [])],
    'last-mile',
  )?.value;
  const inbound = medium.value !== 'mobile' && medium.value !== 'satellite';
  return {
    port: port.ref,
    provider,
    circuit: [`${kind} ${circuit.cid}`, ...(said?.addresses ?? [])].join(', '),
    purpose:
      stated(sources, 'purpose') ??
      asked(
        production ? 'production' : 'management',
        'purpose',
        `production or management? NetBox calls it "${kind}"`,
      ),
    medium,
    inbound: stated(sources, 'inbound') ?? asked(inbound, 'inbound', 'does the provider let connections in?'),
    ...rateOf(circuit, sources.termination),
    ...(lastMile === undefined ? {} : { lastMile }),
    ...(route === undefined ? {} : { route }),
  };
};

/** NetBox has kbit/s: what was ordered, or else what the port can do. */
const rateOf = (circuit: CircuitRow, termination: TerminationRow | undefined): { readonly rate?: number } => {
  const rate = Math.round((circuit.commit_rate ?? termination?.port_speed ?? 0) / 1000);
  return rate >= 1 && rate <= 10_000_000 ? { rate } : {};
};
