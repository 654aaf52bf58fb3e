import type { Reason } from '../origin.ts';

export const ucarp: readonly Reason[] = [
  {
    match: /ip address replace /,
    why: 'the route out of every device, here while this gateway is the master',
    sources: ['T43', 'T44'],
  },
  {
    match: /ip address delete /,
    why: 'the address has one owner: whoever stops being it lets go',
    sources: ['T43'],
  },
  {
    match: /secret:carp-password/,
    why: 'nobody else inside takes the address by an advert',
    sources: ['T44'],
    of: 'pair',
  },
];
