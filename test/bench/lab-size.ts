/**
 * How large one lab gets: sites of 25 racks each, eight hosts a rack (a management switch, two PDUs, a switch, two servers with BMCs), for 100, 800
 * and 1,000 hosts; beside each as many hosts in Mininet, which has no daemon in them. Needs root. `npx tsx test/bench/lab-size.ts [racks...]`
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '#inventory/load.ts';
import { startLab } from '#lab/cage/lab.ts';
import { limitsTooLow, sizeOf } from '#lab/limits.ts';
import { neighbourTable } from '#lab/neighbours.ts';
import { preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';
import { mininet } from './_mininet.ts';

/** As many as a management switch of 48 ports holds in the middle of a star. */
const RACKS_A_SITE = 25;
const HOSTS_A_RACK = 8;

const site = (n: number, racks: number): string => `  s${n}:
    number: ${n}
    feeds: [A, B]
    racks: { r01: main${racks > 1 ? `, "r[02-${String(racks).padStart(2, '0')}]": plain` : ''} }
    uplinks:
      r01/rt1: { provider: one, prefix: 192.0.${n}.0/24 }
      r01/gw1: { provider: two, address: 203.0.113.${8 * n + 2}/29 }
`;

const inventory = (racks: number): string => {
  const sites = Math.ceil(racks / RACKS_A_SITE);
  const each = Array.from({ length: sites }, (_, at) => Math.min(RACKS_A_SITE, racks - at * RACKS_A_SITE));
  return `relaxops: 1
name: bench
timers: { vrrp-advert: 0.2s, vpn-ping: 1s, vpn-restart: 4s }
networks: { home: 198.51.100.0/27 }
operators: { alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] } }
providers: { one: , two: }
rack-templates:
  plain: { msw1: management-switch, "pdu[1-2]": pdu, sw1: switch, "srv[1-2]": server }
  main: { extends: plain, gw1: gateway, jump1: jumphost, rt1: router }
sites:
${each.map((n, at) => site(at + 1, n)).join('')}`;
};

const resolved = (racks: number): Network => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
  writeFileSync(join(folder, 'relaxops.yaml'), inventory(racks));
  const loaded = loadInventory(join(folder, 'relaxops.yaml'));
  rmSync(folder, { recursive: true });
  if (!loaded.network) throw new Error(loaded.findings.map((finding) => finding.text).join('\n'));
  return loaded.network;
};

/** Bytes that the machine could still give away. */
const available = (): number =>
  1024 * Number(/^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);

const timed = async <T>(act: () => T | Promise<T>): Promise<[T, number]> => {
  const began = performance.now();
  return [await act(), (performance.now() - began) / 1000];
};

const seconds = (value: number): string => `${value.toFixed(1)} s`;

const measure = async (racks: number): Promise<void> => {
  const network = resolved(racks);
  const [made, keys] = await timed(() => labMaterial(network));
  const [plan, planned] = await timed(() => labPlan(network, made, `size-${process.pid}`));
  const { length: hosts } = plan.hosts;
  console.log(
    `${racks} racks: ${hosts} hosts, ${plan.wires.length} wires; keys ${seconds(keys)}, plan ${seconds(planned)}`,
  );
  for (const { what, remedy } of limitsTooLow(sizeOf(plan))) console.log(`  too low: ${what}; ${remedy}`);
  const [before, refused] = [available(), neighbourTable()?.refused ?? 0];
  const [lab, up] = await timed(() => startLab(plan));
  try {
    const [{ ready, missing }, waited] = await timed(() => lab.ready(120_000));
    const memory = (before - available()) / 2 ** 20;
    const phases = Object.entries(lab.timings).map(([name, ms]) => `${name} ${seconds(ms! / 1000)}`);
    console.log(
      `  up in ${seconds(up)} (${phases.join(', ')}), ${ready ? 'ready' : `NOT ready (${missing.length} daemons)`} ${seconds(waited)} later: ` +
        `${(hosts / (up + waited)).toFixed(0)} hosts/s; ${memory.toFixed(0)} MiB, ${((1024 * memory) / hosts).toFixed(0)} KiB a host; ` +
        `${(neighbourTable()?.refused ?? 0) - refused} ARP entries refused`,
    );
    const [{ attempts }, tried] = await timed(() =>
      lab.observe({
        host: 's1/r01/jump1',
        targets: network.addresses
          .filter((one) => one.site === 's1' && one.network === 'management')
          .map(({ ip }) => ({ address: ip, port: 22 })),
        timeoutMs: 3000,
        hostKey: false,
      }),
    );
    const answered = attempts.filter(({ outcome }) => outcome === 'answered').length;
    console.log(
      `  from one jumphost ${answered} of ${attempts.length} addresses of its site answer, in ${seconds(tried)}`,
    );
    const cut = network.cables.find(({ kind }) => kind === 'management')!.id;
    const [, broken] = await timed(() => lab.cut(cut));
    console.log(`  one cable cut in ${(1000 * broken).toFixed(0)} ms`);
  } finally {
    const [, down] = await timed(() => lab.down());
    console.log(`  gone in ${seconds(down)}`);
  }
  console.log(`  ${await mininet(hosts, HOSTS_A_RACK)}`);
};

const missing = preflight();
if (missing.length > 0) {
  console.log(`skipped: missing ${missing.map((one) => one.what).join(', ')}`);
  process.exit(0);
}
const asked = process.argv.slice(2).map(Number);
for (const racks of asked.length > 0 ? asked : [12, 100, 122]) await measure(racks);
