import type { Failure } from '#model/failure.ts';
import { askedAtLogin, loginServices } from '#model/login-service.ts';
import { loginName } from './facts/logins.ts';
import { predictNameless } from './predict-names.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** Management addresses at which a key is no use: the login asks a server that refuses, or that is silent where nothing stands in. */
export const predictRefused = (analysis: Analysis, failures: readonly Failure[]): ReadonlySet<string> => {
  const { system, topology } = analysis.facts;
  const { network } = topology;
  if (loginServices(network).length === 0) return new Set();
  const broken = breakOnPaper(analysis, baseFacts(analysis, failures).failed);
  const refused = ({ device }: { readonly device: string }): boolean =>
    askedAtLogin(network, device) !== undefined && !broken.holds(system.id(loginName(device))!);
  const bmcs = new Set(
    network.devices.flatMap(({ ports }) => ports.flatMap(({ id, kind }) => (kind === 'bmc' ? [id] : []))),
  );
  return new Set(
    network.addresses
      .filter(({ network: of, port }) => of === 'management' && !bmcs.has(port))
      .flatMap((address) => (refused(address) ? [address.ip] : [])),
  );
};

/** Addresses at which nobody logs in though they answer: nobody finds them by name, or nobody is let in. */
export const predictShut = (analysis: Analysis, failures: readonly Failure[]): ReadonlySet<string> =>
  new Set([...predictNameless(analysis, failures), ...predictRefused(analysis, failures)]);
