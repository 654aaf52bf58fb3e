/**
 * Networks of any size that resemble the full example: sites of about a thousand devices in racks of 40 on two feeds, a pair of
 * gateways (an out-of-band fibre, a mobile modem with a rendezvous), a jumphost, and a ring of interlinks between second
 * gateways. One site is resolved from an inventory as anybody's is; the others are that site under other names.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { manySites } from './_copies.ts';

/** Devices of a site with so many racks: 40 in each rack, fewer in the main one, whose switch is the middle of the star. */
const PER_RACK = 40;
const IN_MAIN = 21;
const RACKS = 25;

const inventory = (racks: number): string => `relaxops: 1
name: bench
networks: { home: 198.51.100.0/27 }
operators: { alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] } }
providers: { one: , two: , three: , sunrise: , salt: { upstream: sunrise }, hetzner: }
rendezvous: { rdv1: { provider: hetzner, address: 203.0.113.66/28 } }
rack-templates:
  common: { msw1: management-switch, "pdu[1-4]": pdu, "sw[1-2]": switch }
  plain: { extends: common, cs1: console-server, "srv[01-32]": server }
  main: { extends: common, "srv[01-07]": server, "gw[1-2]": gateway, jump1: jumphost, cs1: console-server, "rt[1-2]": router }
sites:
  s000:
    number: 1
    feeds: [A, B]
    racks: { r01: main${racks > 1 ? `, "r[02-${String(racks).padStart(2, '0')}]": plain` : ''} }
    uplinks:
      r01/rt1: { provider: one }
      r01/rt2: { provider: two }
      r01/gw1: { provider: three, address: 203.0.113.2/29 }
      r01/gw2: { provider: salt, medium: mobile, rendezvous: rdv1 }
`;

const resolved = (text: string): Network => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
  writeFileSync(join(folder, 'relaxops.yaml'), text);
  const loaded = loadInventory(join(folder, 'relaxops.yaml'));
  rmSync(folder, { recursive: true });
  if (!loaded.network) throw new Error(loaded.findings.map((finding) => finding.text).join('\n'));
  return loaded.network;
};

/** One site with so many racks that `sites` of them have about so many devices, and how many sites that takes. */
export const oneSite = (devices: number): { readonly network: Network; readonly sites: number } => {
  const sites = Math.max(1, Math.round(devices / (IN_MAIN + (RACKS - 1) * PER_RACK)));
  const racks = Math.max(1, Math.min(RACKS, Math.round((devices / sites - IN_MAIN) / PER_RACK) + 1));
  return { network: resolved(inventory(racks)), sites };
};

/** A network of about so many devices (within 2 % from 1,000 on). */
export const generated = (devices: number): Network => {
  const { network, sites } = oneSite(devices);
  return manySites(network, sites);
};
