import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rules, runRules } from '#analysis/rules/index.ts';
import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import type { Network } from '#model/network.ts';
import { imported, loaded } from './imported.ts';
import { MISSING, type Row, type StandIn, startStandIn } from './stand-in.ts';

let standIn: StandIn;
let made: NetboxImport;
let network: Network;

beforeAll(async () => {
  if (MISSING) return;
  standIn = await startStandIn();
  made = await imported(standIn.url);
  const result = loaded(made.text);
  expect(result.findings).toEqual([]);
  network = result.network!;
}, 60_000);
afterAll(() => standIn?.stop());
beforeEach((ctx) => {
  if (MISSING) ctx.skip(MISSING);
});

/** `rtr01:con 0`: a port without its site and rack, as NetBox's own answers name it. */
const tail = (port: string): string => port.slice(port.lastIndexOf('/', port.indexOf(':')) + 1);
const pair = (a: string, b: string): string => [a, b].sort().join(' -- ');
const wires = (): string[] =>
  network.cables.filter((c) => c.kind !== 'uplink').map((c) => pair(tail(c.a), tail(c.b)));

describe('what NetBox traces', () => {
  const facts = async (path: string): Promise<string[]> => {
    const named = (r: Row | NonNullable<Row['connected_endpoints']>[number]) => `${r.device?.name}:${r.name}`;
    const rows = await standIn.list(path);
    return rows
      .filter((row) => /^dcim\.(interface|console|power)/.test(row.connected_endpoints_type ?? ''))
      .map((row) => pair(named(row), named(row.connected_endpoints![0]!)));
  };

  it('is in the file, all of it and nothing else', async () => {
    const paths = ['interfaces', 'console-ports', 'console-server-ports', 'power-ports', 'power-outlets'];
    const said = (await Promise.all(paths.map((p) => facts(`dcim/${p}`)))).flat();
    expect(said.length).toBeGreaterThan(100);
    expect(wires().sort()).toEqual([...new Set(said)].sort());
  });

  it.each([
    'dmi01-akron-rtr01:GigabitEthernet0/1/0 -- dmi01-akron-sw01:GigabitEthernet1/0/1',
    'dmi01-rochester-rtr01:GigabitEthernet0/1/1 -- dmi01-rochster-sw01:GigabitEthernet1/0/2',
    'dmi01-akron-pdu01:Outlet 1 -- dmi01-akron-rtr01:PSU0',
    'dmi01-yonkers-pdu01:Outlet 2 -- dmi01-yonkers-sw01:Power Port',
    // Through two patch panels and a dark fibre.
    'ncsu-coreswitch1:xe-0/0/0 -- ncsu117-distswitch1:xe-0/0/0',
    'ncsu-coreswitch2:xe-0/0/1 -- ncsu117-distswitch1:xe-0/0/3',
    'ncsu-coreswitch1:xe-0/0/2 -- ncsu118-distswitch1:xe-0/0/0',
    'ncsu-coreswitch2:xe-0/0/3 -- ncsu118-distswitch1:xe-0/0/3',
    'ncsu-coreswitch1:xe-0/0/5 -- ncsu128-distswitch1:xe-0/0/1',
    'ncsu-coreswitch2:xe-0/0/4 -- ncsu128-distswitch1:xe-0/0/2',
  ])('%s', (wire) => expect(wires()).toContain(wire));

  it('keeps the run of a cable through panels and circuits', () => {
    const cable = network.cables.find((c) => c.id.includes('coreswitch1:xe-0/0/4'));
    expect(cable?.route).toBe('PP:B128, NCSU Facilities 319031, PP:MDF');
    expect(network.cables.filter((c) => c.route === cable?.route)).toHaveLength(4);
  });

  it('ends circuits on uplinks of their provider', async () => {
    const rows = await standIn.list('circuits/circuit-terminations');
    const said = rows
      .filter((row) => row.link_peers_type === 'dcim.interface')
      .map(
        (row) =>
          `${row.link_peers[0]!.device!.name}:${row.link_peers[0]!.name} ${row.circuit!.provider.slug}`,
      );
    expect(said).toHaveLength(26);
    expect(network.uplinks.map((u) => `${tail(u.port)} ${u.provider}`).sort()).toEqual(said.sort());
  });

  it('is all that is wired', () => expect(network.cables.every((c) => c.origin === 'written')).toBe(true));
});

describe('the demo data', () => {
  it('come whole', () => {
    const { questions, ...counts } = made.counts;
    expect(counts).toEqual({ sites: 24, racks: 42, devices: 53, cables: 64, uplinks: 26 });
    expect(questions).toBe(made.questions.length);
    expect(network.feeds).toHaveLength(48);
    expect(made.notes).toEqual([expect.stringMatching(/^19 devices left out: .*"Patch Panel"/)]);
  });

  it('name what has no name by role and id', () => {
    const ids = network.devices.map((d) => d.id);
    expect(ids).toContain('ncsu-065/R105/tor-switch-98');
    expect(ids).toContain('ncsu-065/R201/application-server-106');
  });

  it('number sites and racks in order of their ids', () => {
    expect(network.sites.slice(0, 3).map((s) => `${s.number} ${s.id}`)).toEqual([
      '1 dm-nyc',
      '2 dm-akron',
      '3 dm-albany',
    ]);
    const racks = network.racks.filter((r) => r.site === 'ncsu-065').sort((a, b) => a.number - b.number);
    expect(racks.map((r) => r.name).slice(0, 2)).toEqual(['R101', 'R102']);
  });

  it('know management ports apart', () => {
    const port = network.devices
      .flatMap((d) => d.ports)
      .find((p) => p.id.endsWith('akron-sw01:GigabitEthernet0'));
    expect(port).toMatchObject({ kind: 'management', separate: true });
  });

  it('are judged by the rules: nobody cabled the consoles', () => {
    const findings = runRules(network, '2026-01-01');
    expect(rules.length).toBeGreaterThan(5);
    const consoles = findings.filter((f) => f.code === 'R33').map((f) => f.text);
    expect(consoles).toContainEqual(expect.stringMatching(/akron.* no console server/));
  });

  it('give the same bytes again', async () => {
    expect((await imported(standIn.url)).text).toBe(made.text);
    expect((await imported(standIn.url, { limits: { pageSize: 7 } })).text).toBe(made.text);
  });
});

describe('questions', () => {
  it('stand at the line that they name', () => {
    const lines = made.text.split('\n');
    expect(made.questions.length).toBeGreaterThan(50);
    for (const question of made.questions) expect(lines[question.line - 1]).toContain(`# ? ${question.text}`);
    expect(lines.filter((line) => line.includes('# ? '))).toHaveLength(made.questions.length);
  });

  it.each([
    ['management-network', 'dm-akron', 'is there a management network?'],
    ['purpose', 'dm-akron/Comms-closet/dmi01-akron-rtr01:GigabitEthernet0/0/1', 'Internet Access'],
    ['inbound', 'dm-akron/Comms-closet/dmi01-akron-rtr01:GigabitEthernet0/0/1', 'let connections in'],
    ['medium', 'dm-akron/Comms-closet/dmi01-akron-rtr01:Cellular0/2/0', 'SIM'],
    ['feed', 'dm-akron/Comms-closet/dmi01-akron-pdu01:Input', 'which feed'],
    ['bmc', 'ncsu-065/R201/application-server-106', '"CMM"'],
    ['upstream', 'level-3', 'ride on'],
    ['device', 'ncsu-065/R105/tor-switch-98', 'virtual chassis'],
    ['operators', 'operators', 'who may enter'],
  ])('%s of %s', (code, about, text) => {
    expect(made.questions).toContainEqual(
      expect.objectContaining({ code, about, text: expect.stringContaining(text) }),
    );
  });
});
