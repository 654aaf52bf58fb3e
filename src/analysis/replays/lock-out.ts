import { each } from './_choose.ts';
import type { Replay } from './replay.ts';

export const lockOut: Replay = {
  id: 'lock-out',
  title: 'locked out by your own guard',
  story: 'In the middle of an incident everybody logs in at once from the office. fail2ban sees an attack.',
  broken: 'every door has banned the first network that operators come from',
  failures: ({ network }) => {
    const [place] = network.places;
    return place
      ? each(
          'operators-banned',
          network.doors.map((door) => `${place.id}@${door.id}`),
        )
      : [];
  },
  savedBy: ['R19', 'R26'],
};
