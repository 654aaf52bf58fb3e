import { BY_HAND } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A modem hangs, its SIM is locked or has expired: the line through the air is gone (T24). */
export const modemDead: FailureKind = {
  id: 'modem-dead',
  title: 'a modem or its SIM is dead',
  scope: 'uplink',
  scopes: ({ network }) =>
    network.uplinks
      .filter((uplink) => uplink.medium === 'mobile' || uplink.medium === 'satellite')
      .map((uplink) => uplink.id),
  takes: (_topology, scope) => [`wire:${scope}`],
  repair: () => BY_HAND,
};
