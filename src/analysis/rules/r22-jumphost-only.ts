import { permitsOf } from './_filter.ts';
import { holds, type Permit } from './_nft.ts';
import { onDevice } from './_remark.ts';
import { configured, describedOnly } from './_rendered.ts';
import { type Zones, zonesOf } from './_zones.ts';
import type { Rule } from './rule.ts';

/** Every source is the address of one jumphost. */
const fromJumphosts = ({ source }: Permit, { jumphosts }: Zones): boolean =>
  source?.every(({ first, last }) => first === last && jumphosts.has(first)) === true;

/** Written by hand, per site or for the network: there the VPN is another way (`entry: vpn`), for operators and for ssh. */
const isPolicy = ({ text }: Permit): boolean =>
  /ip saddr @operators ip daddr @entered tcp dport 22 /.test(text);

/** Somebody who is no jumphost may open a session on a device. */
const isAdminPath = (permit: Permit, zones: Zones): boolean =>
  !permit.answers &&
  (permit.protocol === 'tcp' || permit.protocol === 'any') &&
  !fromJumphosts(permit, zones) &&
  !isPolicy(permit) &&
  zones.devices.some((ip) => holds(permit.destination, ip));

/** T33, T34: the only way is to log in to the jumphost and from there to the devices. */
export const jumphostOnly: Rule = {
  id: 'R22',
  name: 'jumphost-only',
  title: 'sessions on devices come from jumphosts only',
  severity: 'error',
  from: 'b',
  sources: ['T33', 'T34', 'CISA24'],
  profiles: ['talk', 'cisa'],
  needs: ['rendered'],
  check: (context) =>
    configured(context, 'gateway').flatMap(({ device, files }) =>
      permitsOf(files, 'forward')
        .filter((permit) => isAdminPath(permit, zonesOf(context)))
        .map((permit) =>
          onDevice(context, device, {
            what: `lets others than jumphosts open sessions on devices, by "${permit.text}"`,
            expected: 'expected jumphosts as the only source',
          }),
        ),
    ),
  unjudged: (context) => describedOnly(context, 'gateway'),
};
