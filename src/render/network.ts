import type { RenderedFile } from '#model/rendered.ts';
import { interfaceName } from './_interface.ts';
import { legsOf, portsOf, wired } from './_legs.ts';
import { file, header, NAMESPACE } from './_text.ts';
import type { RenderContext } from './context.ts';
import {
  addresses,
  type Batch,
  defaultRoute,
  EMPTY,
  interfaces,
  joinBatches,
  sourceRouting,
} from './network/base.ts';
import { bridges } from './network/bridges.ts';
import { gatewayParts, rendezvousEnd, rendezvousRule } from './network/gateway.ts';
import { type Host, hasNamespace, hasRole, type Renderer } from './renderer.ts';

/** Wired ports that carry no address, such as a server's to the backup network: up, and nothing more. */
const idlePorts = (context: RenderContext, host: Host): Batch => {
  if (!hasRole(host, 'server')) return EMPTY;
  const idle = portsOf(host).filter(
    (port) => port.kind === 'meta' && wired(context, port) && context.addressesAt(port.id).length === 0,
  );
  return { links: [], setup: idle.map((port) => `link set dev ${interfaceName(port)} up`) };
};

const mainBatch = (context: RenderContext, host: Host): Batch => {
  const legs = legsOf(context, host);
  return joinBatches(
    bridges(context, host),
    interfaces(legs),
    idlePorts(context, host),
    addresses(legs),
    rendezvousEnd(context, host),
    defaultRoute(legs),
    gatewayParts(context, host, legs),
    // A gateway's answers leave by the uplink that they came in by, even where it has only one.
    sourceRouting(legs, rendezvousRule(context, host), hasRole(host, 'gateway')),
  );
};

/** Moves the management port into its own namespace; what is inside has its own addresses and routes (T11). */
const namespaceBatch = (context: RenderContext, host: Host): Batch => {
  const legs = legsOf(context, host, 'namespace');
  const names = [...new Set(legs.map((leg) => leg.iface))];
  return joinBatches(
    {
      links: [`netns add ${NAMESPACE}`, ...names.map((name) => `link set dev ${name} netns ${NAMESPACE}`)],
      setup: [],
    },
    { links: [], setup: ['link set dev lo up'] },
    interfaces(legs),
    addresses(legs),
    defaultRoute(legs),
    sourceRouting(legs),
  );
};

const files = (host: Host, stem: string, what: string, batch: Batch): RenderedFile[] => [
  ...(batch.links.length > 0
    ? [file(`${stem}-links.batch`, [header(host, `devices for ${what}`), ...batch.links])]
    : []),
  file(`${stem}.batch`, [header(host, what), ...batch.setup]),
];

/** Whether the host has devices to create before they can be configured. */
export const createsLinks = (context: RenderContext, host: Host): boolean =>
  mainBatch(context, host).links.length > 0;

/** Addresses, bridges with isolated ports, routes, a table and rule per uplink, for ip(8). */
export const network: Renderer = {
  id: 'network',
  title: 'addresses, bridges and routes',
  appliesTo: () => true,
  render: (context, host) => [
    ...(hasNamespace(host)
      ? files(host, 'management', 'the management namespace', namespaceBatch(context, host))
      : []),
    ...files(host, 'network', 'addresses, bridges and routes', mainBatch(context, host)),
  ],
};
