import type { Failure } from '#model/failure.ts';
import { nameServices, namesNeeded } from '#model/names.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** Management addresses of the sites that nobody finds by name: a name service that access needs is gone, and nothing helps. */
export const predictNameless = (analysis: Analysis, failures: readonly Failure[]): ReadonlySet<string> => {
  const { system, topology } = analysis.facts;
  const { network } = topology;
  if (nameServices(network).length === 0) return new Set();
  const broken = breakOnPaper(analysis, baseFacts(analysis, failures).failed);
  const answers = (id: string): boolean => broken.holds(system.id(`dependency:${id}`)!);
  const lost = new Set(
    network.sites.flatMap(({ id }) => (namesNeeded(network, id).every((one) => answers(one.id)) ? [] : [id])),
  );
  return new Set(
    network.addresses.flatMap(({ ip, device }) => (lost.has(topology.device(device).site ?? '') ? [ip] : [])),
  );
};
