import { permitsOf } from './_filter.ts';
import { addressValue, holds, type Permit } from './_nft.ts';
import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, ROOT, textAt } from './_rendered.ts';
import type { Rule, RuleContext } from './rule.ts';

/** The only address that a station has in a gateway's VPN, as the gateway hands it out. */
const pinnedIn = ({ files }: Configured, station: string): string | undefined =>
  /^ifconfig-push (\S+)/m.exec(textAt(files, `${ROOT}/openvpn/ccd/${station}`) ?? '')?.[1] ??
  new RegExp(`^# ${station}\\n(?:(?!\\[).*\\n){0,4}?AllowedIPs = (\\S+)/32$`, 'm').exec(
    textAt(files, `${ROOT}/wireguard/oob.conf`) ?? '',
  )?.[1];

/** Ping, or a port that is no login. */
const isNarrow = ({ protocol, port }: Permit): boolean =>
  protocol === 'icmp' || (port !== undefined && port !== 22 && protocol !== 'any');

const faultsOf = (host: Configured, station: string, door: boolean): Said[] => {
  const ip = pinnedIn(host, station);
  if (ip === undefined)
    return door
      ? [{ what: `gives station "${station}" no address of its own`, expected: 'expected a static tunnel' }]
      : [];
  const wide = permitsOf(host.files)
    .filter((one) => !one.answers && one.source !== undefined && holds(one.source, addressValue(ip)))
    .find((one) => !isNarrow(one));
  return wide
    ? [
        {
          what: `lets station "${station}" do more than ask, by "${wide.text}"`,
          expected: 'expected ping and SNMP',
        },
      ]
    : [];
};

const remarksOn = (context: RuleContext, host: Configured) =>
  context.network.stations.flatMap(({ id }) => {
    const door = context.network.doors.some(({ gateway }) => gateway === host.device.id);
    return faultsOf(host, id, door).map((said) => onDevice(context, host.device, said));
  });

/** T41: a static tunnel from the monitoring server to the management network. */
export const toolTunnel: Rule = {
  id: 'R28',
  name: 'tool-tunnel',
  title: 'monitoring has a static tunnel that lets it ask and nothing else',
  severity: 'info',
  from: 'b',
  sources: ['T41'],
  profiles: ['talk'],
  needs: ['rendered'],
  after: ['R22'],
  check: (context) => configured(context, 'gateway').flatMap((host) => remarksOn(context, host)),
};
