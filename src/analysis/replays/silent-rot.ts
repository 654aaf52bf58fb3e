import { each, ids, uplinksFor } from './_choose.ts';
import type { Replay } from './replay.ts';

export const silentRot: Replay = {
  id: 'silent-rot',
  title: 'the spare that had rotted',
  story:
    'The SIM has expired, the modem hangs, a key was changed and never given out. Nobody noticed: it was the spare. Then the fibre is cut.',
  broken:
    'every mobile uplink is dead, the first operator has no key, and the other management uplinks are cut',
  failures: ({ network }) => {
    const isMobile = (id: string) =>
      ['mobile', 'satellite'].includes(network.uplinks.find((one) => one.id === id)!.medium);
    const management = ids(uplinksFor(network, 'management'));
    return [
      ...each('modem-dead', management.filter(isMobile)),
      ...each(
        'link-cut',
        management.filter((id) => !isMobile(id)),
      ),
      ...each('key-lost', ids(network.operators.slice(0, 1))),
    ];
  },
  savedBy: ['R51'],
};
