import type { Timers } from '#model/network.ts';
import type { Report } from './report.ts';
import { type At, described, located, object, parsed, type Shape } from './shape.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60 };

const seconds = (text: string): number | undefined => {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m)$/.exec(text);
  return match ? Math.round(Number(match[1]) * UNITS[match[2]!]! * 1000) / 1000 : undefined;
};

const DURATION = { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m)$' };

const duration: Shape<At<number>> = located(
  parsed('a duration such as "0.2s", "500ms" or "2m"', seconds, DURATION),
);

/** Section `timers`. */
export const timersShape = object('timers', {
  'vrrp-advert': described('VRRP advertisement interval of gateways; by default 1s', duration),
  'vpn-ping': described('a VPN sends a ping each so often; by default 5s', duration),
  'vpn-restart': described('a VPN takes its peer for dead after so long; by default 20s', duration),
});

type Written = NonNullable<ReturnType<typeof timersShape.read>>;

const whole = (entry: At<number> | undefined, report: Report): void => {
  if (entry && (!Number.isInteger(entry.value) || entry.value < 1))
    report.error('bad-value', entry.node, 'OpenVPN counts whole seconds, expected at least "1s"');
};

/** The timers, with defaults. */
export const resolveTimers = (written: Written | undefined, report: Report): Timers => {
  const advert = written?.['vrrp-advert'];
  const [ping, restart] = [written?.['vpn-ping'], written?.['vpn-restart']];
  // RFC 5798, section 5.2.7: twelve bits of centiseconds.
  if (advert && (advert.value < 0.01 || advert.value > 40.95))
    report.error('bad-value', advert.node, 'VRRP has no such interval, expected "10ms" to "40.95s"');
  whole(ping, report);
  whole(restart, report);
  const timers = {
    vrrpAdvert: advert?.value ?? 1,
    vpnPing: ping?.value ?? 5,
    vpnRestart: restart?.value ?? 20,
  };
  const at = restart ?? ping;
  // openvpn(8), --keepalive: the second value must be at least twice the first.
  if (at && timers.vpnRestart < 2 * timers.vpnPing)
    report.error(
      'bad-value',
      at.node,
      `"vpn-restart" (${timers.vpnRestart}s) is less than twice "vpn-ping" (${timers.vpnPing}s)`,
    );
  return timers;
};
