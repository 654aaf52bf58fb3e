import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { testMaterial } from '../_test-material.ts';
import { type RenderContext, renderContext } from '../context.ts';
import { renderers } from '../index.ts';
import { renderClient } from '../openvpn/client.ts';
import { renderHost } from '../render-host.ts';
import { renderOperatorSsh } from '../ssh-config.ts';
import { explainClient, explainHost } from './explain.ts';
import type { Fact } from './origin.ts';
import { COMPLETE, REASONS } from './reasons/index.ts';

const LAB = { address: '100.64.0.2/30', gateway: '100.64.0.1' };

/** What no example asks for. */
const CASES: ReadonlySet<string> = new Set(['countries', 'inside', 'ipv6', 'logins', 'pairs']);

const contextOf = (example: string): RenderContext => {
  const folder = CASES.has(example) ? `test/cases/${example}` : `examples/${example}`;
  const network = loadInventory(`${folder}/relaxops.yaml`).network!;
  const dynamic = network.uplinks.filter((uplink) => uplink.address === undefined).slice(0, 1);
  return renderContext(network, testMaterial(network), Object.fromEntries(dynamic.map((u) => [u.id, LAB])));
};

/** Every host of every example, those that only a lab renders too. */
const HOSTS = ['a-one-server', 'b-one-rack', 'full', ...CASES].map((example) => {
  const context = contextOf(example);
  const bmcs = context.network.devices.flatMap((d) => d.ports).filter((p) => p.kind === 'bmc');
  return { example, context, hosts: [...context.network.devices, ...bmcs].map(({ id }) => id) };
});

const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id);

const idsByKind = (network: Network): Readonly<Record<Fact['kind'], readonly string[]>> => ({
  device: ids(network.devices),
  port: ids(network.devices.flatMap((device) => device.ports)),
  pair: network.pairs.map((pair) => pair.site),
  door: ids(network.doors),
  rendezvous: ids(network.devices.filter((d) => d.role === 'rendezvous')),
  site: ids(network.sites),
  uplink: ids(network.uplinks),
  interlink: ids(network.interlinks),
  operator: ids(network.operators),
  station: ids(network.stations),
  network: ids(network.places),
  country: network.countryBlock?.countries ?? [],
  timer: Object.keys(network.timers),
});

describe.each(HOSTS)('$example', ({ context, hosts }) => {
  const lines = hosts.flatMap((id) => explainHost(context, id));

  it('every line that is no remark has an origin that exists', () => {
    const known = idsByKind(context.network);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => line.facts.length === 0)).toEqual([]);
    const facts = lines.flatMap((line) => line.facts);
    expect(facts.filter(({ kind, id }) => !known[kind].includes(id))).toEqual([]);
  });

  it('no address is one that the network does not know', () => {
    expect(lines.filter((line) => line.unknown.length > 0)).toEqual([]);
  });

  it('every form of line of the complete renderers says why', () => {
    const mute = lines.filter((line) => COMPLETE.includes(line.renderer) && !line.known);
    expect(mute.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it('leaves out remarks only, and counts lines as an editor does', () => {
    for (const id of hosts.slice(0, 10)) {
      const explained = new Map(explainHost(context, id).map((l) => [`${l.path}:${l.line}`, l.text]));
      for (const file of renderHost(context, id))
        file.text.split('\n').forEach((text, at) => {
          const remark = text.trim() === '' || /^\s*[#;]/.test(text);
          expect(explained.get(`${file.path}:${at + 1}`)).toBe(remark ? undefined : text);
        });
    }
  });
});

describe('gw1 of full', () => {
  const full = contextOf('full');
  const lines = explainHost(full, 'zrh1/r01/gw1');
  const line = (text: string) => lines.find((l) => l.text.trim() === text)!;
  const told = (text: string) => line(text).facts.map(({ kind, id }) => `${kind} ${id}`);

  it.each([
    ['address replace 10.1.0.2/16 dev inside', ['port zrh1/r01/gw1:inside'], ['T53']],
    ['route replace 10.101.2.0/24 via 10.1.0.3', ['door zrh1/r01/gw2', 'port zrh1/r01/gw2:inside'], []],
    ['advert_int 0.2', ['timer vrrpAdvert'], ['T43']],
    ['10.1.0.1/16 dev inside', ['pair zrh1', 'port zrh1/r01/gw1:inside'], ['T43', 'T44']],
    ['virtual_router_id 1', ['site zrh1'], ['T53']],
    ['priority 200', ['pair zrh1'], []],
    ['keepalive 1 4', ['timer vpnPing', 'timer vpnRestart'], []],
    ['ifconfig-push 10.101.1.10 255.255.255.0', ['operator alice', 'door zrh1/r01/gw1'], ['T19', 'T53']],
    ['AllowUsers alice bob', ['operator alice', 'operator bob'], ['T31']],
    [
      'iifname "wan" udp dport 1194 accept comment "door zrh1/r01/gw1 (T19)"',
      ['device zrh1/r01/gw1', 'port zrh1/r01/gw1:wan'],
      ['T19'],
    ],
    ['elements = { 10.101.1.10-10.101.1.199, 10.101.1.200-10.101.1.254 }', ['door zrh1/r01/gw1'], []],
    ['UseDNS no', ['device zrh1/r01/gw1'], ['T54']],
  ])('%s', (text, facts, sources) => {
    expect([told(text), line(text).sources]).toEqual([facts, sources]);
  });

  it('an address that a renderer made up is unknown', () => {
    const [network] = renderers.filter((renderer) => renderer.id === 'network');
    const before = network!.render;
    try {
      Object.assign(network!, {
        render: (...args: Parameters<typeof before>) =>
          before(...args).map((file) => ({
            ...file,
            text: file.text.replaceAll('10.1.0.2/16', '10.1.0.77/16'),
          })),
      });
      const found = explainHost(full, 'zrh1/r01/gw1').flatMap((l) => l.unknown);
      expect(found).toEqual(['10.1.0.77/16']);
    } finally {
      Object.assign(network!, { render: before });
    }
  });
});

it("an operator's laptop: every line has an origin, an address that is known and a reason", () => {
  const full = contextOf('full');
  const [alice] = full.network.operators;
  const files = [
    ...full.network.doors.map((door) => renderClient(full, door, 'alice')),
    ...renderOperatorSsh(full, alice!, '~/.relaxops'),
  ];
  const lines = explainClient(full, { kind: 'operator', id: 'alice' }, files);
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.filter((line) => !line.known || line.unknown.length > 0 || line.facts.length === 0)).toEqual(
    [],
  );
  const remote = lines.find((line) => line.text.startsWith('remote 203.0.113.2 '))!;
  expect(remote.facts).toContainEqual({ kind: 'door', id: 'zrh1/r01/gw1' });
  const known = idsByKind(full.network);
  expect(lines.flatMap((l) => l.facts).filter(({ kind, id }) => !known[kind].includes(id))).toEqual([]);
});

it('reasons are for renderers that exist', () => {
  const known = renderers.map((renderer) => renderer.id);
  expect([...Object.keys(REASONS), ...COMPLETE].filter((id) => !known.includes(id))).toEqual([]);
});
