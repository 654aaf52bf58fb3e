import type { RenderedFile } from '#model/rendered.ts';
import { file, header } from '../_text.ts';
import type { RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';
import { type NftChain, type NftSet, rule } from './ruleset.ts';

/**
 * Attack mode (T39): a chain that is empty until somebody loads `attack-mode.nft`, and empty again after `attack-mode-off.nft`. It stands
 * behind "established", so that nobody who is in is cut off, and in front of the doors only.
 */
const ENTRY = 'entry';

const knownSets = (context: RenderContext): NftSet[] => [
  {
    name: 'operator_networks',
    comment: 'where operators come from',
    elements: context.network.places.map((place) => place.prefix),
  },
  {
    name: 'station_hosts',
    comment: 'monitoring stations outside (T41)',
    elements: context.network.stations.map(({ address }) => address.replace(/\/.*/, '')),
  },
];

/** Who is known outside, as sets. */
export const entrySets = (context: RenderContext): NftSet[] =>
  knownSets(context).filter(({ name, elements }) => name === 'operator_networks' || elements.length > 0);

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
  return doors && network.places.length > 0;
};

const flush = `flush chain inet relaxops ${ENTRY}`;
const add = (text: string): string => `add rule inet relaxops ${ENTRY} ${text}`;

/** The two files that switch it on and off, each in one transaction. */
export const attackFiles = (context: RenderContext, host: Host): RenderedFile[] => {
  if (!narrows(context, host)) return [];
  const on = [
    '# nft -f this: new entries from known networks only. Who is in stays in. Off: attack-mode-off.nft, or a restart of the firewall.',
    flush,
    ...entrySets(context).map(({ name, comment }) => add(rule(`ip saddr @${name} return`, comment))),
    add('limit rate 10/minute burst 20 packets log prefix "relaxops attack: "'),
    add(rule('counter drop', 'attack mode')),
  ];
  return [
    file('attack-mode.nft', [header(host, 'attack mode'), ...on]),
    file('attack-mode-off.nft', [header(host, 'end of attack mode'), flush]),
  ];
};
