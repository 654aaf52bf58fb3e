import type { Network } from '#model/network.ts';
import { servicesOf } from '#model/service.ts';
import { topologyOf } from '#model/topology.ts';
import { type Kernel, kernelLacks, remedyOf } from './kernel.ts';
import type { LabSize, TooLow } from './limits.ts';
import type { Missing, Program } from './preflight.ts';
import { linesIn } from './world/emulated.ts';
import { hostNames } from './world/host-names.ts';
import { ALL_PARTS } from './world/parts.ts';

/** One thing that a lab wants of the machine. */
export interface Want {
  readonly kind: 'program' | 'surroundings' | 'kernel' | 'limit';
  readonly what: string;
  /** `without`: not there, and a lab comes up all the same, with less. */
  readonly state: 'here' | 'without' | 'missing';
  /** What it is without it. */
  readonly without?: string;
  /** The command that brings it. */
  readonly remedy?: string;
}

/** What was found out about a machine. */
export interface Machine {
  readonly programs: readonly Program[];
  readonly surroundings: readonly Missing[];
  readonly kernel: Kernel;
  readonly low: readonly TooLow[];
}

const lacking = (
  kind: Want['kind'],
  { what, remedy, without }: Missing & { readonly without?: string },
): Want => ({
  kind,
  what,
  state: without === undefined ? 'missing' : 'without',
  remedy,
  ...(without === undefined ? {} : { without }),
});

const programWants = (programs: readonly Program[]): Want[] =>
  programs.map(
    (one): Want => (one.here ? { kind: 'program', what: one.what, state: 'here' } : lacking('program', one)),
  );

const kernelWants = (kernel: Kernel): Want[] => {
  if ('refused' in kernel) return kernelLacks(kernel).map((one) => lacking('kernel', one));
  return kernel.features.map(({ feature, works, said }): Want => {
    if (works) return { kind: 'kernel', what: feature.what, state: 'here' };
    const { without } = feature;
    return lacking('kernel', {
      what: `${feature.what} (${said})`,
      remedy: remedyOf(feature),
      ...(without === undefined ? {} : { without }),
    });
  });
};

/** Everything that a lab wants, each once, with what brings what is not there. */
export const wantsOf = ({ programs, surroundings, kernel, low }: Machine): Want[] => {
  const all = [
    ...programWants(programs),
    ...surroundings.map((one) => lacking('surroundings', one)),
    ...kernelWants(kernel),
    ...low.map((one) => lacking('limit', one)),
  ];
  return [...new Map(all.map((want) => [`${want.what} ${want.without ?? ''}`, want])).values()];
};

/** How large the lab of a network would be, before anything is made for it: an upper bound. */
export const sizeOfNetwork = (network: Network): LabSize => ({
  hosts: hostNames(network).length,
  lines:
    linesIn(topologyOf(network), ALL_PARTS).length +
    network.devices.filter(({ bmc }) => bmc !== 'none').length,
  watchers: network.devices.filter((device) => servicesOf(network, device).includes('dnsmasq')).length,
});
