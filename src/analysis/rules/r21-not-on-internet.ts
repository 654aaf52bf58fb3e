import type { Uplink } from '#model/network.ts';
import { permitsOf } from './_filter.ts';
import type { Permit } from './_nft.ts';
import { onDevice } from './_remark.ts';
import { configured } from './_rendered.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const remark = ({ id, place }: Uplink, text: string): Remark => ({ on: id, place, text });

/** Protocols that a box of somebody else's configuration is said to answer to everybody. */
const openRemarks = ({ network }: RuleContext): Remark[] =>
  network.uplinks
    .filter(({ open = [] }) => open.length > 0)
    .map((uplink) =>
      remark(
        uplink,
        `"${uplink.device}" answers to all of the Internet by ${someOf(uplink.open ?? [])}, expected a VPN before it`,
      ),
    );

/** A BMC or management port straight on a provider's network, which is no landlord's LAN. */
const bareRemarks = ({ network, topology }: RuleContext): Remark[] =>
  network.uplinks
    .filter(({ port, landlord }) => !landlord && ['bmc', 'management'].includes(topology.port(port).kind))
    .map((uplink) => ({
      ...remark(
        uplink,
        `"${uplink.port}" lies on the network of "${uplink.provider}" itself, expected a gateway before it`,
      ),
      hint: 'a LAN that lets your own networks in only is written "landlord: true"',
    }));

/** A BMC behind its server's production port has an address of production, which all of the Internet may try. */
const sharedRemarks = (context: RuleContext): Remark[] =>
  context.network.addresses
    .filter(({ network, port }) => network === 'production' && context.topology.port(port).kind === 'bmc')
    .map(({ ip, device, port }) =>
      onDevice(context, context.topology.device(device), {
        what: `has its BMC on production, at ${ip} (${port})`,
        expected: 'expected a VPN before it',
      }),
    );

const letsAllIn = (permit: Permit, outside: readonly string[]): boolean =>
  !permit.answers &&
  permit.source === undefined &&
  (permit.protocol === 'tcp' || permit.protocol === 'any') &&
  permit.input?.includes('lo') !== true &&
  (permit.input === undefined || permit.input.some((name) => outside.includes(name)));

/** Sessions that a packet filter of ours takes from everybody. */
const renderedRemarks = (context: RuleContext): Remark[] =>
  configured(context, 'gateway', 'rendezvous').flatMap(({ device, files }) => {
    const outside = device.ports.filter(({ id }) => context.topology.uplinkAt(id)).map(({ name }) => name);
    const open = permitsOf(files, 'input').find((permit) => letsAllIn(permit, outside));
    if (!open) return [];
    const what = `takes sessions from all of the Internet, by "${open.text}"`;
    return [onDevice(context, device, { what, expected: 'expected a VPN before them' })];
  });

/** BOD 23-02: no networked management interface is reachable from the public Internet except through a separate policy enforcement point. */
export const notOnInternet: Rule = {
  id: 'R21',
  name: 'not-on-internet',
  title: 'nothing that manages answers on the Internet, but for a VPN',
  severity: 'error',
  from: 'a',
  sources: ['T19', 'CISA BOD 23-02'],
  profiles: ['talk', 'bod-23-02', 'cisa', 'nsa'],
  check: (context) => [
    ...openRemarks(context),
    ...bareRemarks(context),
    ...sharedRemarks(context),
    ...(context.rendered ? renderedRemarks(context) : []),
  ],
};
