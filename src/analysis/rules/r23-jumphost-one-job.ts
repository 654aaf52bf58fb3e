import { type Device, hasRole } from '#model/device.ts';
import { onDevice, type Said } from './_remark.ts';
import { type Configured, configured, describedOnly, ROOT, textAt, UNITS } from './_rendered.ts';
import { someOf } from './_text.ts';
import type { Rule } from './rule.ts';

/**
 * What makes sshd run: accounts, addresses and the packet filter; what guards it, as T38 asks (fail2ban listens to no network); and what
 * puts the jumphost's own key where operators find it (T35).
 */
const ALLOWED = new Set(
  ['sshd', 'users', 'network', 'firewall', 'fail2ban', 'break-glass'].map(
    (name) => `relaxops-${name}.service`,
  ),
);

const faults = ({ files }: Configured): Said[] => {
  const units = files
    .filter(({ path }) => path.startsWith(`${UNITS}/`))
    .map(({ path }) => path.split('/').at(-1) ?? '');
  const others = units.filter((unit) => !ALLOWED.has(unit));
  const forwards = /^net[./]ipv4[./]ip_forward\s*=\s*1/m.test(textAt(files, `${ROOT}/sysctl.conf`) ?? '');
  const missing = !units.includes('relaxops-sshd.service');
  return [
    ...(others.length > 0
      ? [{ what: `runs ${someOf(others)} as well`, expected: 'expected sshd and nothing else' }]
      : []),
    ...(forwards ? [{ what: 'forwards packets', expected: 'expected sessions that end on it' }] : []),
    ...(missing ? [{ what: 'runs no sshd', expected: 'expected sshd and nothing else' }] : []),
  ];
};

/** One box for all, as small sites have it. */
const hasOtherRoles = (device: Device): boolean =>
  hasRole(device, 'jumphost') && new Set([device.role, ...(device.also ?? [])]).size > 1;

const otherRoles = ({ role, also = [] }: Device): Said => {
  const others = [role, ...also].filter((one) => one !== 'jumphost').map((one) => one.replace('-', ' '));
  return {
    what: `is jumphost and ${others.join(', ')} in one`,
    expected: 'expected a box for the jumphost alone',
  };
};

/** T37: no other services than an SSH service running on this server. */
export const jumphostOneJob: Rule = {
  id: 'R23',
  name: 'jumphost-one-job',
  title: 'a jumphost runs sshd and nothing else, and forwards nothing',
  severity: 'error',
  from: 'b',
  sources: ['T37'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) => [
    ...context.network.devices
      .filter(hasOtherRoles)
      .map((device) => onDevice(context, device, otherRoles(device))),
    ...configured(context, 'jumphost').flatMap((host) =>
      faults(host).map((said) => onDevice(context, host.device, said)),
    ),
  ],
  unjudged: (context) => describedOnly(context, 'jumphost'),
};
