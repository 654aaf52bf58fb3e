import type { RenderedFile } from '#model/rendered.ts';
import { file, header } from '../_text.ts';
import type { RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';
import { countrySets, fromCountries } from './country.ts';
import { knownSources } from './known.ts';
import { type NftChain, type NftSet, rule } from './ruleset.ts';

/**
 * Attack mode (T39): a chain that is empty until somebody loads `attack-mode.nft`, and empty again after `attack-mode-off.nft`. It stands
 * behind "established", so that nobody who is in is cut off, and in front of the doors only.
 */
const ENTRY = 'entry';

/** The sets that entering is judged by. */
export const entrySets = (context: RenderContext): NftSet[] => [
  ...knownSources(context),
  ...countrySets(context),
];

/** Under attack the countries come in besides known networks only where the block waits for the attack; otherwise it narrows further. */
const admitted = (context: RenderContext): string[] => [
  ...knownSources(context).map(({ name, comment }) => rule(`ip saddr @${name} return`, comment)),
  ...(context.network.countryBlock?.when === 'attack' ? fromCountries(context) : []).map((match) =>
    rule(`${match} return`, 'where operators come from'),
  ),
];

/** The chain that attack mode fills. */
export const entryChain: NftChain = { name: ENTRY, rules: [] };

/** Sends what comes to a door through that chain. */
export const entryJump = (on: string): string => rule(`${on}jump ${ENTRY}`, 'attack mode narrows this (T39)');

/** Whether the host has a door to narrow, and there is somebody to narrow it to: closing it to all would lock us out. */
const narrows = (context: RenderContext, host: Host): boolean => {
  const { network } = context;
  const doors = hasRole(host, 'rendezvous')
    ? context.doorsThrough(host.device.id).length > 0
    : context.doorOf(host.device.id) !== undefined;
  const somebody = network.places.length > 0 || network.countryBlock?.when === 'attack';
  return doors && somebody;
};

const flush = `flush chain inet relaxops ${ENTRY}`;
const add = (text: string): string => `add rule inet relaxops ${ENTRY} ${text}`;

/** The two files that switch it on and off, each in one transaction. */
export const attackFiles = (context: RenderContext, host: Host): RenderedFile[] => {
  if (!narrows(context, host)) return [];
  const on = [
    `# nft -f this: new entries from known networks${context.network.countryBlock?.when === 'attack' ? " and operators' countries" : ''} only. Who is in stays in. Off: attack-mode-off.nft, or a restart of the firewall.`,
    flush,
    ...admitted(context).map(add),
    add('limit rate 10/minute burst 20 packets log prefix "relaxops attack: "'),
    add(rule('counter drop', 'attack mode')),
  ];
  return [
    file('attack-mode.nft', [header(host, 'attack mode'), ...on]),
    file('attack-mode-off.nft', [header(host, 'end of attack mode'), flush]),
  ];
};
