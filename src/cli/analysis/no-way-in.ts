import type { Analysis } from '#analysis/state.ts';
import type { Survival } from '#analysis/survive.ts';
import { whatIf } from '#analysis/whatif.ts';
import { VERBS } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Style } from '../output/style.ts';

/** Whether no device has any verb out of band: then no failure can take one, and lists of failures say nothing. */
export const isWithoutWayIn = ({ healthy }: Pick<Survival, 'healthy'>): boolean =>
  VERBS.every((verb) => healthy[verb] === 0);

/** How many verbs devices have while nothing is broken. */
export const healthyVerbs = (analysis: Analysis): number => {
  const { counts } = whatIf(analysis, []);
  return VERBS.reduce((sum, verb) => sum + counts[verb].unaffected, 0);
};

/** Where the first steps are told: for what was imported or cabled by hand, or for what is wired by default. */
export const firstSteps = ({ wiring }: Network): string =>
  wiring === 'written'
    ? 'docs/import-netbox.md, "From an import to your first door"'
    : 'docs/inventory.md, "A network in four steps"';

/** The first of a management network that is missing, as what to write. */
const firstStep = ({ devices, operators, doors }: Network): string => {
  const has = (role: string) => devices.some((one) => one.role === role || one.also?.some((r) => r === role));
  if (operators.length === 0) return 'say who may enter, in "operators"';
  if (!has('management-switch') && doors.length === 0) return 'a management switch in one site';
  if (!has('gateway')) return 'a gateway in one site';
  if (doors.length === 0) return 'an uplink for a gateway, by which it can be reached';
  return 'what relaxops check says of that site';
};

/** In place of failures that take nothing: that there is no way in yet, and where to begin. */
export const noWayInText = (network: Network, style: Style): string => {
  const text = `No device has a way in out of band yet, so no failure can take one. First step: ${firstStep(network)} (${firstSteps(network)}).`;
  return `${style.wrap(style.yellow(text), 0)}\n`;
};
