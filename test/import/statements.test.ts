import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cables } from './cable-rows.ts';
import { type Desk, makeDesk } from './cli.ts';
import { MISSING, OVERLAY, type StandIn, startStandIn } from './stand-in.ts';

/**
 * A management network that stands in NetBox, with all of its cables through panels where it can be. The statements below were
 * worked out by hand from these rows, the console server's and PDU's rows of the stand-in's overlay, and cables 61 and 62 of the
 * demo data (the PDU's outlets 1 and 2 to the router and the switch).
 */
const device = (id: number, name: string, role_id: number) => ({
  id,
  name,
  device_type_id: 1,
  role_id,
  site_id: 2,
  rack_id: 1,
  status: 'active',
});
const port = (id: number, device_id: number, name: string, mgmt_only = false) => ({
  id,
  device_id,
  name,
  type: '1000base-t',
  mgmt_only,
});
const psu = (id: number) => ({ id, device_id: id, name: 'PSU', type: 'iec-60320-c14', maximum_draw: 20 });

/** Panels A and B with a trunk of 12 positions between their rear ports, of which 3 and 7 are in use. */
const POSITIONS = [3, 7];
const TABLES = {
  dcim_devicerole: ['gateway', 'jumphost', 'management-switch'].map((slug, i) => ({
    id: 8001 + i,
    name: slug,
    slug,
    color: '000000',
  })),
  circuits_circuittype: [{ id: 8001, name: 'OOB line', slug: 'oob-line' }],
  circuits_circuit: [
    { id: 8001, cid: 'OOB-1', provider_id: 2, type_id: 8001, status: 'active', commit_rate: 50_000 },
  ],
  circuits_circuittermination: [
    { id: 8001, circuit_id: 8001, term_side: 'A', termination_type_id: 'dcim.site', termination_id: 2 },
  ],
  dcim_device: [
    device(8001, 'gw1', 8001),
    device(8002, 'jump1', 8002),
    device(8003, 'msw1', 8003),
    device(8004, 'srv1', 7),
    device(8011, 'Panel A', 6),
    device(8012, 'Panel B', 6),
  ],
  dcim_interface: [
    port(80011, 8001, 'wan'),
    port(80012, 8001, 'inside'),
    port(80021, 8002, 'eth0'),
    ...[1, 2, 3, 4, 5, 6].map((n) => port(80030 + n, 8003, `p${n}`)),
    port(80041, 8004, 'ipmi', true),
    port(80271, 27, 'net'),
  ],
  dcim_powerport: [8001, 8002, 8003, 8004].map(psu),
  dcim_rearport: [8011, 8012].map((id) => ({ id, device_id: id, name: 'rear', type: 'mpo', positions: 12 })),
  dcim_frontport: [8011, 8012].flatMap((id) =>
    POSITIONS.map((n) => ({
      id: id * 10 + n,
      device_id: id,
      name: `${n}`,
      type: 'lc',
      rear_port_id: id,
      rear_port_position: n,
    })),
  ),
  ...cables(
    [['circuittermination 8001'], ['interface 80011']],
    [['interface 80012'], ['interface 80031']],
    [['interface 80021'], ['interface 80032']],
    // The console server's net0 over position 3, the server's BMC over position 7.
    [['interface 9001'], ['frontport 80113']],
    [['interface 80041'], ['frontport 80117']],
    [['rearport 8011'], ['rearport 8012']],
    [['frontport 80123'], ['interface 80033']],
    [['frontport 80127'], ['interface 80034']],
    [['interface 218'], ['interface 80035']],
    [['interface 80271'], ['interface 80036']],
    [['powerport 8001'], ['poweroutlet 4']],
    [['powerport 8002'], ['poweroutlet 5']],
    [['powerport 8003'], ['poweroutlet 6']],
    [['powerport 8004'], ['poweroutlet 7']],
  ),
};

const R = 'dm-akron/Comms-closet';
let standIn: StandIn;
let desk: Desk;

beforeAll(async () => {
  if (MISSING) return;
  standIn = await startStandIn(OVERLAY);
  await standIn.overlay(TABLES);
  desk = makeDesk();
  expect((await desk.relaxops('import', 'netbox', standIn.url)).code).toBe(0);
  // What NetBox cannot say, answered.
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn';
  desk.edit(
    'relaxops.yaml',
    'operators: {}',
    `networks: { home: 198.51.100.0/27 }\noperators: { alice: { key: ${key}, from: [home] } }`,
  );
  desk.edit(
    'relaxops-import.yaml',
    'oob-line: { purpose: management }  # ?',
    'oob-line: { purpose: management, inbound: yes }',
  );
  desk.edit(
    'relaxops.yaml',
    '      Comms-closet/gw1:wan:  #',
    '      Comms-closet/gw1:wan:\n        address: 203.0.113.2/29\n        #',
  );
  expect((await desk.relaxops('import', 'netbox', standIn.url)).code).toBe(0);
}, 60_000);
afterAll(() => {
  standIn?.stop();
  desk?.remove();
});
beforeEach((ctx) => {
  if (MISSING) ctx.skip(MISSING);
});

type States = Readonly<Record<'ssh' | 'console' | 'power', string>>;

/** What the report says after failures, by device without its rack. */
const after = async (...failures: string[]): Promise<Readonly<Record<string, States>>> => {
  const { stdout } = await desk.relaxops(
    'whatif',
    '--json',
    '-f',
    `${desk.folder}/relaxops.yaml`,
    ...failures,
  );
  const { data } = JSON.parse(stdout);
  return Object.fromEntries(
    data.devices.map((d: { device: string; states: States }) => [d.device.replace(`${R}/`, ''), d.states]),
  );
};
const taken = async (verb: keyof States, ...failures: string[]): Promise<string[]> =>
  Object.entries(await after(...failures))
    .filter(([, states]) => states[verb] === 'lost')
    .map(([name]) => name)
    .sort();

const ROUTER = 'dmi01-akron-rtr01';
const SWITCH = 'dmi01-akron-sw01';
const CONSOLES = 'dmi01-akron-cs01';
const PDU = 'dmi01-akron-pdu01';

describe('what the report says of the cabling in NetBox', () => {
  it('while nothing is broken: two consoles, as two console ports are cabled', async () => {
    const states = await after('bmc-hung:dm-akron/Comms-closet/srv1');
    const with_ = (verb: keyof States) =>
      Object.keys(states)
        .filter((n) => states[n]![verb] !== 'never')
        .sort();
    expect(with_('console')).toEqual([ROUTER, SWITCH, 'srv1'].sort());
  });

  it.each<[string, keyof States, string, string[]]>([
    [
      'cable 9001: the router has its console at port 1',
      'console',
      `link-cut:${R}/${CONSOLES}:Port 1`,
      [ROUTER],
    ],
    [
      'cables 9002 and 9003: the switch has its at port 2, through panel 74',
      'console',
      `link-cut:${R}/${SWITCH}:con`,
      [SWITCH],
    ],
    [
      'position 3 of the trunk: both consoles hang on net0',
      'console',
      `link-cut:${R}/msw1:p3`,
      [ROUTER, SWITCH],
    ],
    ['position 7 of the trunk: the BMC hangs on p4', 'console', `link-cut:${R}/msw1:p4`, ['srv1']],
    ['a dead console server takes the two', 'console', `device-dead:${R}/${CONSOLES}`, [ROUTER, SWITCH]],
    // Not of gw1, jump1 and msw1, which are the only way there: once they are off, nobody turns them on again.
    ['cable 8009: the PDU is managed over p6', 'power', `link-cut:${R}/msw1:p6`, [CONSOLES, ROUTER, SWITCH]],
    ['cable 8008: the switch is managed over p5', 'ssh', `link-cut:${R}/msw1:p5`, [SWITCH]],
  ])('%s', async (_what, verb, failure, devices) => {
    expect(await taken(verb, failure)).toEqual([...devices].sort());
  });

  it.each([
    ['the gateway', `device-dead:${R}/gw1`],
    ['its line', 'provider-down:centurylink'],
    ['the management switch', `device-dead:${R}/msw1`],
    ['cable 9005: the feed at the PDU', 'feed-down:dm-akron/Closet-feed-A'],
    ['cables 9005, 8012: the PDU that feeds the switch', `pdu-dead:${R}/${PDU}`],
  ])('%s takes every console', async (_what, failure) => {
    expect(await taken('console', failure)).toEqual([ROUTER, SWITCH, 'srv1'].sort());
  });

  it("that no other site's failure matters here", async () => {
    expect(await taken('console', 'site-down:dm-albany', 'provider-down:level-3')).toEqual([]);
  });

  it('passes check but for what is really missing, and survive lists the failures', async () => {
    const check = JSON.parse(
      (await desk.relaxops('check', '--json', '-f', `${desk.folder}/relaxops.yaml`)).stdout,
    );
    const codes = check.findings
      .filter((f: { place: { path: string } }) => f.place.path.startsWith('sites.dm-akron'))
      .map((f: { code: string }) => f.code);
    // Not "no console server" (R33) and not "no management switch" (R01): both stand in NetBox.
    expect(codes).not.toContain('R33');
    const survive = await desk.relaxops('survive', '-f', `${desk.folder}/relaxops.yaml`);
    expect(survive.stdout).toMatch(
      /link-cut:dm-akron\/Comms-closet\/dmi01-akron-pdu01:Input +ssh 6, console 3, power 4/,
    );
  });
});
