import { permitsOf } from './_filter.ts';
import type { Permit } from './_nft.ts';
import { onDevice } from './_remark.ts';
import { type Configured, configured, describedOnly } from './_rendered.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What the door's rule lets in: the VPN from outside. */
const isDoor = (permit: Permit): boolean =>
  !permit.answers && permit.protocol === 'udp' && permit.port !== undefined;

/** A country block goes before the door's rule. Sessions that stand live on if theirs is looked at before it. */
const cutsSessions = ({ files }: Configured): boolean => {
  const permits = permitsOf(files, 'input');
  const door = permits.findIndex(isDoor);
  const established = permits.findIndex((permit) => permit.text.includes('established'));
  return door >= 0 && (established < 0 || established > door);
};

const doorRemarks = (context: RuleContext): Remark[] => {
  const doors = new Set(context.network.doors.map(({ gateway }) => gateway));
  return configured(context, 'gateway')
    .filter((host) => doors.has(host.device.id) && cutsSessions(host))
    .map(({ device }) =>
      onDevice(context, device, {
        what: 'looks at new visitors before sessions that stand: a block would cut its own operator',
        expected: 'expected "ct state established,related accept" before the door',
      }),
    );
};

/** Without a network to come from nobody could be let in while all others are not. */
const listRemarks = ({ network }: RuleContext): Remark[] =>
  network.operators
    .filter(({ networks }) => networks.length === 0)
    .slice(0, network.doors.length > 0 ? undefined : 0)
    .map((operator) => ({
      on: operator.id,
      place: operator.place,
      text: `operator ${someOf([operator.id])} has no "from", expected a network for the day when only known ones are let in`,
    }));

/** T39: rules for cases of attack, such as a country block, that can be switched on at once. */
export const attackModeReady: Rule = {
  id: 'R27',
  name: 'attack-mode-ready',
  title: 'a block can be switched on during an attack without locking operators out',
  severity: 'info',
  from: 'b',
  sources: ['T39'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) => [...doorRemarks(context), ...listRemarks(context)],
  unjudged: (context) => describedOnly(context, 'gateway'),
};
