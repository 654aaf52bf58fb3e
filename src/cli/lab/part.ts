import { foldHostlist } from '#base/hostlist.ts';
import type { Lab } from '#lab/cage/lab.ts';
import { type Chosen, chosenPart } from '#lab/part.ts';
import type { Network } from '#model/network.ts';
import { type Edge, partOf } from '#model/part.ts';
import type { CommandOption, Given, Outcome } from '../command.ts';
import { misused } from '../outcome.ts';

/** How a lab of less than the whole network is asked for. */
export const PART_OPTIONS: readonly CommandOption[] = [
  { flags: '--site <sites>', description: 'only these sites, such as zrh1 or zrh1,ber1' },
  {
    flags: '--rack <racks>',
    description: 'only these racks, such as zrh1/r01 or zrh1/r[01-03]; r01 means r01 of each site',
  },
];

/** Goes on with the network that is asked for, or says which names nothing has. */
export const withPart = (
  network: Network,
  options: Given,
  act: (chosen: Chosen) => Promise<Outcome>,
): Outcome | Promise<Outcome> => {
  const chosen = chosenPart(network, { sites: options.text('site'), racks: options.text('rack') });
  if (chosen.ok) return act(chosen.value);
  const texts = chosen.error.map(({ text }) => text);
  const hints = chosen.error.flatMap(({ hint }) => hint ?? []);
  return misused(texts.join('; '), hints.join(' ') || undefined);
};

/** What of the network a lab that is up has. */
export const networkIn = async (lab: Lab, network: Network): Promise<Network> => {
  const { racks } = await lab.state();
  return racks === undefined ? network : partOf(network, { racks });
};

const MOST = 5;

const some = (ids: readonly string[]): string =>
  ids.length <= MOST ? ids.join(', ') : `${ids.slice(0, MOST).join(', ')} and ${ids.length - MOST} more`;

/** Where the lab ends, in words; nothing for a whole one. */
export const edgeText = ({ part, edge }: Chosen): string =>
  part && edge ? `Only ${foldHostlist(part.racks)}. ${endsText(edge)}\n` : '';

const endsText = ({ cables, interlinks, services, closed }: Edge): string =>
  [
    cables.length === 0
      ? 'No cable leads out of it.'
      : `End nowhere, as if unplugged: ${some(cables)}${interlinks.length > 0 ? `; interlinks among them: ${some(interlinks)}` : ''}.`,
    ...(services.length > 0 ? [`Left out with what they stand on: ${some(services)}.`] : []),
    ...(closed.length > 0 ? [`No door leads into ${some(closed)}: its gateways are elsewhere.`] : []),
    'Feeds, providers, rendezvous and operators are there.',
  ].join(' ');
