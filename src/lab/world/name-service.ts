import { must } from '#base/result.ts';
import type { Dependency } from '#model/dependency.ts';
import { endpoints } from '#model/endpoint.ts';
import { dnsName, nameServices, namesNeeded } from '#model/names.ts';
import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { LabHost, LabWire } from '../plan.ts';
import { type Internet, ipOf } from './internet.ts';
import { providerEnd } from './internet-hosts.ts';
import type { LabParts } from './parts.ts';
import { ipBatch, unitFile } from './unit-files.ts';

/**
 * Name services that a provider offers: a host each on the provider's network, with dnsmasq and every management address of ours. Operators
 * who need names to get in ask it from their laptops.
 */
const FOLDER = '/etc/relaxops/lab';
export const NAME_UNIT = 'relaxops-dnsmasq.service';
/** Host of a service that a provider offers. */
export const serviceHost = (id: string): string => `service/${id}`;
export const serviceWire = (id: string): string => `${serviceHost(id)}:eth0`;

/** The name services that a lab has. */
export const playedNames = (network: Network, parts: LabParts): Dependency[] =>
  parts.names ? nameServices(network) : [];

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** dnsmasq(8): these names, nobody else's, and no file of this machine. */
const configuration = (address: string): string[] => [
  'keep-in-foreground',
  'log-facility=-',
  'log-queries',
  'user=root',
  'pid-file=/run/dnsmasq.pid',
  'no-resolv',
  'no-hosts',
  `addn-hosts=${FOLDER}/names`,
  `listen-address=${address}`,
  'bind-interfaces',
  'local=/oob/',
];

const names = (network: Network): string[] =>
  endpoints(network)
    .filter(({ address }) => address.network === 'management')
    .map(({ address, device, port }) => {
      const host = port.kind === 'bmc' ? port.id : device.id;
      return `${address.ip} ${dnsName(host)}`;
    });

const addresses = (internet: Internet, { id }: Dependency) => {
  const customer = serviceWire(id);
  const net = must(
    internet.nets.find((one) => one.customers.some((who) => who.id === customer)),
    `network of ${customer}`,
  );
  return { own: net.customers.find((who) => who.id === customer)!.address, gateway: ipOf(net.gateway) };
};

export const nameHosts = (network: Network, internet: Internet, parts: LabParts): LabHost[] =>
  playedNames(network, parts).map((service): LabHost => {
    const { own, gateway } = addresses(internet, service);
    const id = serviceHost(service.id);
    return {
      id,
      chassis: id,
      supplies: [],
      dataPlane: { interfaces: ['eth0'] },
      files: [
        ...ipBatch([`addr add ${own} dev eth0`, 'link set dev eth0 up', `route add default via ${gateway}`]),
        { path: `${FOLDER}/dnsmasq.conf`, mode: 0o644, text: text(configuration(ipOf(own))) },
        { path: `${FOLDER}/names`, mode: 0o644, text: text(names(network)) },
        {
          ...unitFile('dnsmasq', [
            'After=relaxops-network.service',
            'Type=simple',
            `ExecStart=/usr/sbin/dnsmasq --conf-file=${FOLDER}/dnsmasq.conf`,
          ]),
          path: `/etc/systemd/system/${NAME_UNIT}`,
        },
      ],
    };
  });

export const nameWires = (network: Network, internet: Internet, parts: LabParts): LabWire[] =>
  playedNames(network, parts).map(({ id }) => ({
    id: serviceWire(id),
    a: { host: serviceHost(id), iface: 'eth0' },
    b: providerEnd(internet, serviceWire(id)),
  }));

/**
 * An operator by name: asks for the address, and goes there if there is one. Wherever the inventory says that access needs names; their
 * ssh_config has literal addresses.
 */
const BY_NAME = [
  '#!/bin/sh',
  '# by-name <name> <host of ssh_config> <command>',
  'name=$1; shift',
  'ip=$(getent ahostsv4 "$name" | sed -n "1s/ .*//p")',
  '[ -n "$ip" ] || { echo "no address for $name" >&2; exit 1; }',
  `exec ssh -n -F ${FOLDER}/ssh_config -o HostName="$ip" "$@"`,
];
export const BY_NAME_PATH = `${FOLDER}/by-name`;

/** What makes a laptop ask the name services; nothing where there are none. */
export const resolverFiles = (network: Network, internet: Internet, parts: LabParts): RenderedFile[] => {
  const servers = playedNames(network, parts).map((one) => ipOf(addresses(internet, one).own));
  if (servers.length === 0) return [];
  const resolv = [...servers.map((ip) => `nameserver ${ip}`), 'options timeout:1 attempts:2'];
  return [
    { path: `${FOLDER}/resolv.conf`, mode: 0o644, text: text(resolv) },
    { path: `${FOLDER}/nsswitch.conf`, mode: 0o644, text: text(NSSWITCH) },
    { path: BY_NAME_PATH, mode: 0o755, text: text(BY_NAME) },
  ];
};

const NSSWITCH = ['passwd: files', 'group: files', 'shadow: files', 'hosts: files dns', 'services: files'];

/** How an operator logs in to a host: by name where access to its site needs one, else by the address in their ssh_config. */
export const loginCommand = (
  network: Network,
  parts: LabParts,
  site: string | undefined,
  alias: string,
): string[] =>
  parts.names && namesNeeded(network, site).length > 0
    ? [BY_NAME_PATH, dnsName(alias), alias]
    : ['ssh', '-n', '-F', `${FOLDER}/ssh_config`, alias];
