import type { Result } from '#base/result.ts';
import type { PortKind } from '#model/network.ts';
import type { PortNeeds } from './generic-ports.ts';
import { genericPorts, OWN_ADDRESS, powerPorts } from './generic-ports.ts';
import type { PortSpec } from './port-set.ts';

/** What a device type of the community library says about ports. */
export interface DeviceType {
  readonly interfaces: readonly { readonly name: string; readonly managementOnly: boolean }[];
  readonly consolePorts: readonly string[];
  readonly consoleServerPorts: readonly string[];
  readonly powerPorts: readonly { readonly name: string; readonly draw?: number }[];
  readonly outlets: readonly string[];
}

/** A place to look device types up by `manufacturer/model`; the error is a sentence's end: `, expected "x"`. */
export interface DeviceTypes {
  get(name: string): Result<DeviceType, string>;
}

const BMC_NAME = /idrac|\bilo\b|bmc|ipmi|\bxcc\b|\bcimc\b|\bimm\b|out-?of-?band/i;

interface Interfaces {
  readonly management: readonly string[];
  readonly data: readonly string[];
}

const port = (name: string, kind: PortKind, separate: boolean, pool: boolean): PortSpec => ({
  name,
  kind,
  separate,
  pool,
});

const many = (names: readonly string[], kind: PortKind): PortSpec[] =>
  names.map((name) => port(name, kind, false, true));

/** A server's `mgmt_only` interface is its BMC; if it has none, the first interface may be the namespace's. */
const serverInterfaces = (needs: PortNeeds, all: Interfaces): PortSpec[] => {
  const bmc = all.management.find((name) => BMC_NAME.test(name)) ?? all.management[0] ?? 'bmc';
  const taken = new Set([...all.data, ...all.management]);
  return [
    ...all.data.map((name) => port(name, 'data', false, false)),
    ...(needs.management === 'none'
      ? []
      : [
          port(taken.has('mgmt') ? 'mgmt-os' : 'mgmt', 'management', needs.management === 'namespace', false),
        ]),
    ...(needs.bmc === 'none' ? [] : [port(bmc, 'bmc', needs.bmc === 'dedicated', false)]),
    ...(needs.meta ? [port('meta', 'meta', false, false)] : []),
  ];
};

const GATEWAY_KINDS: readonly PortKind[] = ['uplink', 'management', 'interlink'];

const forwarding = (all: Interfaces, kind: PortKind): PortSpec[] => [
  ...many(all.data, kind),
  ...(all.management.length > 0 ? all.management : ['mgmt']).map((name) =>
    port(name, 'management', true, false),
  ),
];

/** The first interface of a box that has one leg in the management network. */
const oneLeg = (all: Interfaces): PortSpec[] => {
  const [name = 'mgmt', ...rest] = [...all.management, ...all.data];
  return [port(name, 'management', false, false), ...many(rest, 'data')];
};

const interfacesFor = (needs: PortNeeds, all: Interfaces): PortSpec[] => {
  switch (needs.role) {
    case 'gateway':
    case 'rendezvous':
      return [...all.data, ...all.management].map((name, i) =>
        port(name, GATEWAY_KINDS[i] ?? 'data', false, i > 2),
      );
    case 'management-switch':
      return [
        OWN_ADDRESS,
        ...many(
          all.data.filter((n) => n !== 'mgmt'),
          'management',
        ),
      ];
    case 'router':
    case 'switch':
      return forwarding(all, 'data');
    case 'meta-switch':
      return forwarding(all, 'meta');
    case 'server':
      return serverInterfaces(needs, all);
    default:
      return oneLeg(all);
  }
};

const power = (type: DeviceType, needs: PortNeeds): PortSpec[] =>
  type.powerPorts.length === 0
    ? powerPorts(needs.psus)
    : type.powerPorts.map((p) => ({
        ...port(p.name, 'power', false, false),
        ...(p.draw === undefined ? {} : { draw: p.draw }),
      }));

/** Types that a person gave no ports keep the generic ones of that sort. */
const consoles = (type: DeviceType, needs: PortNeeds): PortSpec[] => {
  const generic = genericPorts(needs).filter((p) => p.kind === 'console');
  return type.consolePorts.length === 0 && needs.role === 'server'
    ? generic
    : type.consolePorts.slice(0, 1).map((name) => port(name, 'console', false, false));
};

const uniqueNames = (ports: readonly PortSpec[]): PortSpec[] => [
  ...new Map(ports.map((p) => [p.name, p])).values(),
];

/** The ports of a device of this type in this role. */
export const typedPorts = (type: DeviceType, needs: PortNeeds): PortSpec[] => {
  const split = (managementOnly: boolean) =>
    type.interfaces.filter((i) => i.managementOnly === managementOnly).map((i) => i.name);
  return uniqueNames([
    ...interfacesFor(needs, { management: split(true), data: split(false) }),
    ...consoles(type, needs),
    ...many(type.consoleServerPorts, 'console-server'),
    ...power(type, needs),
    ...many(type.outlets, 'outlet'),
  ]);
};
