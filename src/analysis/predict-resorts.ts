import type { Failure } from '#model/failure.ts';
import { type LastResort, lastResorts } from '#model/last-resort.ts';
import { askedAtLogin } from '#model/login-service.ts';
import { lineDaemonOf } from '#model/service.ts';
import { cellName, wayName } from './facts/cells.ts';
import { loginName } from './facts/logins.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

/** Whether a device's console or power answers by its last resort, tried from a jumphost. */
export interface PredictedResort {
  readonly vantage: string;
  readonly device: string;
  readonly verb: LastResort['verb'];
  readonly answers: boolean;
}

/** The facts that all have to hold. */
const factsOf = ({ facts }: Analysis, vantage: string, resort: LastResort): string[] => {
  const prompt = `prompt:${resort.device}`;
  if (resort.by === 'bmc')
    return [cellName(vantage, resort.ip), ...(resort.verb === 'console' ? [prompt] : [])];
  if (resort.by === 'line')
    return [
      cellName(vantage, resort.ip),
      // Who wants a line logs in to its console server.
      ...(askedAtLogin(facts.topology.network, resort.server) ? [loginName(resort.server)] : []),
      `service:${resort.server}/${lineDaemonOf(facts.topology.device(resort.server))}`,
      `wire:${resort.cable}`,
      prompt,
    ];
  // Its controller speaks SNMP with a daemon of its own, on the same port as everything else.
  const { pdu, ip } = resort;
  const port = facts.topology.network.addresses.find((one) => one.ip === ip)!.port;
  const apart = facts.topology.port(port).separate;
  return [wayName(vantage, ip), `${apart ? 'system' : 'data-plane'}:${pdu}`];
};

/**
 * Every jumphost by every device's way to its console and to its power, see `lastResorts`. What the lab observes is whether the BMC or the
 * PDU answers while everything else is on, so what is compared are the ways; the verb asks more, see `facts/power.ts`.
 */
export const predictResorts = (analysis: Analysis, failures: readonly Failure[]): PredictedResort[] => {
  const { system, topology, vantages } = analysis.facts;
  const { failed, unknown } = baseFacts(analysis, failures);
  if (unknown.length > 0) throw new Error(`unknown failure ${unknown[0]!.kind}:${unknown[0]!.scope}`);
  const broken = breakOnPaper(analysis, failed);
  const holds = (name: string): boolean => {
    const fact = system.id(name);
    return fact !== undefined && broken.holds(fact);
  };
  const resorts = lastResorts(topology);
  return vantages
    .filter((vantage) => vantage.startsWith('jumphost:'))
    .flatMap((vantage) =>
      resorts.map((resort) => ({
        vantage,
        device: resort.device,
        verb: resort.verb,
        answers: factsOf(analysis, vantage, resort).every(holds),
      })),
    );
};
