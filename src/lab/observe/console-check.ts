import type { Network } from '#model/network.ts';
import { Secret } from '#model/secret.ts';
import { lineDaemonOf } from '#model/service.ts';
import { topologyOf } from '#model/topology.ts';
import type { Lab } from '../cage/lab.ts';
import { WIRE_FAULTS, type WireFault } from '../console/serial-wire.ts';
import { SERVER_FAULTS, type ServedLine, type ServerFaultId } from '../console/server-faults.ts';
import type { LabLine } from '../plan.ts';
import { partsHere } from '../preflight.ts';
import { linesIn } from '../world/emulated.ts';
import { LAPTOP } from '../world/laptops.ts';
import { CONSOLE_OUTCOMES, type ConsoleOutcome } from './console-outcome.ts';
import { observeResorts } from './resorts.ts';

/** How a device's serial line is right now, and what to do about it. */
export interface ConsoleState {
  readonly device: string;
  readonly server: string;
  readonly line: number;
  readonly outcome: ConsoleOutcome | 'no-vantage' | 'wrong-device';
  /** The device that its prompt names. */
  readonly prompt?: string;
  readonly says: string;
  readonly remedy: string;
}

type Hardware = Pick<Lab, 'exec' | 'observe' | 'observeStart' | 'line'> &
  Parameters<typeof observeResorts>[0]['hardware'];

/** Everything that can be made wrong with a line in a lab, and what it is. */
export const LINE_FAULTS: Readonly<Record<WireFault | ServerFaultId, string>> = {
  ...WIRE_FAULTS,
  taken: SERVER_FAULTS.taken.title,
  'daemon-hangs': SERVER_FAULTS['daemon-hangs'].title,
};
export type LineFaultId = keyof typeof LINE_FAULTS;

const isWireFault = (fault: LineFaultId): fault is WireFault => fault in WIRE_FAULTS;

/** The serial lines of a lab's network. */
export const linesOf = (network: Network): LabLine[] => linesIn(topologyOf(network), partsHere());

const served = (network: Network, line: LabLine): ServedLine => ({
  number: Number(line.port),
  daemon: lineDaemonOf(network.devices.find(({ id }) => id === line.server)!),
  device: line.console,
});

const onServer = (lab: Hardware, line: LabLine, script: string) =>
  lab.exec({ host: line.server, argv: ['sh', '-c', script] });

/** Takes back whatever is wrong with a line. */
export const mendLine = async (lab: Hardware, network: Network, line: LabLine): Promise<void> => {
  await lab.line(line.cable!);
  for (const { mend } of Object.values(SERVER_FAULTS)) await onServer(lab, line, mend(served(network, line)));
};

/** Makes a line misbehave. */
export const breakLine = async (
  lab: Hardware,
  network: Network,
  line: LabLine,
  fault: LineFaultId,
): Promise<void> => {
  if (isWireFault(fault)) await lab.line(line.cable!, fault);
  else await onServer(lab, line, SERVER_FAULTS[fault].cause(served(network, line)));
};

/** The first operator's key, as the laptops of the lab have it. */
const keyIn = async (lab: Hardware, network: Network) => {
  const { stdout } = await lab.exec({ host: LAPTOP, argv: ['cat', '/etc/relaxops/lab/id_ed25519'] });
  return { [`ssh-user-key/${network.operators[0]?.id}`]: new Secret(stdout) };
};

const WRONG = {
  says: 'another device answers',
  remedy: 'the cables are swapped: follow them, or correct the inventory',
};
const NO_VANTAGE = { says: 'no jumphost runs', remedy: 'first the way in: relaxops whatif says which' };

/** Tries the serial lines of these devices as an operator would, from every jumphost; the best that any saw counts. */
export const checkConsoles = async (
  lab: Hardware,
  network: Network,
  lines: readonly LabLine[],
): Promise<ConsoleState[]> => {
  const look = observeResorts({
    hardware: lab,
    network,
    emulated: { consoles: [], lines, bmcs: [], pdus: [] },
    secrets: await keyIn(lab, network),
  });
  const cells = await look((resort) => lines.some((line) => line.console === resort.device));
  return lines.map((line) => {
    const seen = cells.filter(({ device }) => device === line.console);
    const best = seen.find(({ outcome }) => outcome === 'answered') ?? seen[0];
    const place = { device: line.console, server: line.server, line: Number(line.port) };
    const prompt = best?.said === undefined ? {} : { prompt: best.said };
    if (!best || best.outcome === 'no-vantage') return { ...place, outcome: 'no-vantage', ...NO_VANTAGE };
    if (best.said !== undefined && best.said !== line.console)
      return { ...place, outcome: 'wrong-device', ...prompt, ...WRONG };
    return { ...place, outcome: best.outcome, ...prompt, ...CONSOLE_OUTCOMES[best.outcome] };
  });
};
