import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk } from './cli.ts';
import { loaded } from './imported.ts';
import { MISSING, OVERLAY, type StandIn, startStandIn, TOKEN } from './stand-in.ts';

const FILE = 'relaxops.yaml';
const MAPPING = 'relaxops-import.yaml';
const STATE = '.relaxops/relaxops.netbox.yaml';
const AKRON = 'dm-akron/Comms-closet/dmi01-akron';

let standIn: StandIn;
let desk: Desk;

beforeAll(async () => {
  if (!MISSING) standIn = await startStandIn(OVERLAY);
}, 60_000);
afterAll(() => standIn?.stop());
beforeEach(async (ctx) => {
  if (MISSING) return ctx.skip(MISSING);
  desk = makeDesk();
  expect((await again()).code).toBe(0);
}, 60_000);
afterEach(async () => {
  await standIn?.control('reset');
  desk?.remove();
});

const again = (...args: string[]) => desk.relaxops('import', 'netbox', standIn.url, ...args);
const changes = async (...args: string[]) => JSON.parse((await again('--json', ...args)).stdout).data;
const all = () => [FILE, MAPPING, STATE].map(desk.read);
const network = () => {
  const { findings, network: found } = loaded(desk.read(FILE));
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return found!;
};

describe('a second import', () => {
  it('of the same changes no byte and no file', async () => {
    const [before, times] = [
      all(),
      [FILE, MAPPING, STATE].map((f) => statSync(join(desk.folder, f)).mtimeMs),
    ];
    const { stdout } = await again();
    expect(stdout).toContain('Nothing changed in NetBox 4.2.2');
    expect(all()).toEqual(before);
    expect([FILE, MAPPING, STATE].map((f) => statSync(join(desk.folder, f)).mtimeMs)).toEqual(times);
    expect(readdirSync(desk.folder).sort()).toEqual(['.relaxops', MAPPING, FILE]);
  });

  it('keeps what a person wrote, to the byte, and says what it was', async () => {
    desk.edit(FILE, 'operators: {}', 'operators: {}  # nobody yet\n#');
    desk.edit(FILE, 'role: router', 'role: gateway  # mine');
    desk.edit(FILE, '              usb: { kind: console }\n', '');
    const mine = desk.read(FILE);
    const data = await changes();
    expect(desk.read(FILE)).toBe(mine);
    expect(data.changes.netbox).toEqual([]);
    expect(
      data.changes.mine.map((c: { what: string; path: string[] }) => `${c.what} ${c.path.at(-1)}`),
    ).toEqual(['changed role', 'removed usb']);
    expect((await again()).stdout).toContain(`changed  ${AKRON}-rtr01 role: router -> gateway`);
  });

  it("brings NetBox's changes in beside a person's", async () => {
    desk.edit(FILE, 'name: netbox', 'name: ours');
    await standIn.overlay({
      dcim_powerport: [{ id: 1, maximum_draw: 155 }],
      dcim_cable: [{ id: 61, $delete: true }],
      dcim_device: [
        {
          id: 9101,
          name: 'dmi01-akron-new',
          device_type_id: 1,
          role_id: 1,
          site_id: 2,
          rack_id: 1,
          status: 'active',
        },
      ],
    });
    const data = await changes();
    const lines = data.changes.netbox.map(
      (c: { what: string; path: string[] }) => `${c.what} ${c.path.at(-1)}`,
    );
    expect(lines).toEqual([
      'changed PSU0',
      'added dmi01-akron-new',
      expect.stringMatching(/^removed Comms-closet\/dmi01-akron-.*PSU0/),
    ]);
    expect(desk.read(FILE)).toContain('PSU0: { kind: power, draw: 155 }');
    expect(desk.read(FILE)).toContain('name: ours');
    expect(network().devices.map((d) => d.id)).toContain(`${AKRON}-new`);
    expect(network().cables.some((c) => c.id === `${AKRON}-rtr01:PSU0`)).toBe(false);
  });

  it('makes a question of a conflict, at its line, once', async () => {
    desk.edit(FILE, 'draw: 150', 'draw: 99');
    await standIn.overlay({ dcim_powerport: [{ id: 1, maximum_draw: 155 }] });
    const data = await changes();
    const conflict = data.questions.find((q: { code: string }) => q.code === 'conflict');
    expect(conflict).toMatchObject({
      about: `${AKRON}-rtr01:PSU0`,
      text: expect.stringContaining('draw: 155'),
    });
    const lines = desk.read(FILE).split('\n');
    expect(lines[conflict.line - 1]).toContain('# ? NetBox now says { kind: power, draw: 155 }');
    expect(lines[conflict.line]).toContain('draw: 99');
    const before = desk.read(FILE);
    expect((await changes()).changes.conflicts).toEqual([]);
    expect(desk.read(FILE)).toBe(before);
  });

  it('removes what NetBox removed, unless a person changed it', async () => {
    desk.edit(FILE, '          dmi01-akron-cs01:\n', '          dmi01-akron-cs01:  # key is with Ann\n');
    await standIn.overlay({
      dcim_device: [
        { id: 9001, $delete: true },
        { id: 14, $delete: true },
      ],
    });
    const data = await changes();
    expect(data.changes.conflicts).toMatchObject([
      { text: 'NetBox no longer has "dmi01-akron-cs01", which was changed here: is it to go?' },
    ]);
    const names = network().devices.map((d) => d.id);
    expect(names).toContain(`${AKRON}-cs01`);
    expect(names).not.toContain(`${AKRON}-sw01`);
  });

  it('follows what NetBox renamed, with edits and cables', async () => {
    desk.edit(FILE, 'draw: 150', 'draw: 99');
    await standIn.overlay({
      dcim_device: [{ id: 1, name: 'akron-gw' }],
      dcim_rack: [{ id: 1, name: 'Closet' }],
      dcim_site: [{ id: 2, slug: 'akron' }],
    });
    const data = await changes();
    expect(data.changes.renamed).toContainEqual({ from: `${AKRON}-rtr01`, to: 'akron/Closet/akron-gw' });
    expect(data.changes.conflicts).toEqual([]);
    expect(desk.read(FILE)).toMatch(/akron-gw:[\s\S]{0,900}draw: 99/);
    expect(desk.read(FILE)).not.toContain('dmi01-akron-rtr01');
    expect(network().cables.find((c) => c.id === 'akron/Closet/akron-gw:PSU0')?.b).toBe(
      'akron/Closet/dmi01-akron-pdu01:Outlet 1',
    );
  });

  it('keeps numbers and names when others go', async () => {
    await standIn.overlay({ dcim_device: [{ id: 14, name: 'dmi01-akron-rtr01' }] });
    await again();
    expect(desk.read(FILE)).toContain('dmi01-akron-rtr01-14:');
    const before = new Map(network().sites.map((s) => [s.id, s.number]));
    await standIn.overlay({ dcim_device: [{ id: 1, $delete: true }], dcim_site: [{ id: 1, $delete: true }] });
    await again();
    expect(network().sites.find((s) => s.id === 'dm-nyc')).toBeUndefined();
    for (const site of network().sites) expect(site.number).toBe(before.get(site.id));
    expect(network().devices.map((d) => d.name)).toContain('dmi01-akron-rtr01-14');
  });

  it('reads its mapping again: one answer there is many here', async () => {
    const open = async () =>
      (await changes()).questions.filter((q: { code: string }) => /purpose|upstream/.test(q.code)).length;
    expect(await open()).toBe(28);
    desk.edit(
      MAPPING,
      '  internet: { purpose: production }  # ?',
      '  internet: { purpose: production, inbound: yes }',
    );
    desk.edit(MAPPING, '  level-3: own  # ?', '  level-3: centurylink');
    desk.edit(MAPPING, '  alpha: ignore', '  alpha: { role: jumphost }');
    expect(await open()).toBe(14);
    expect(desk.read(FILE)).toContain('level-3: { upstream: centurylink }');
    expect(network().providers.find((p) => p.id === 'level-3')?.upstream).toBe('centurylink');
    expect(network().devices.find((d) => d.id === `${AKRON}-cs01`)?.role).toBe('jumphost');
  });

  it('adds what is new to the mapping and leaves the rest alone', async () => {
    desk.edit(MAPPING, '  router: router', '  router: router   # ours');
    const before = desk.read(MAPPING);
    await standIn.overlay({ dcim_devicerole: [{ id: 2, name: 'Fabric Leaf', slug: 'fabric-leaf' }] });
    const { stdout } = await again();
    expect(desk.read(MAPPING)).toBe(before.replace('\n\n# Tag:', '\n  fabric-leaf: switch  # ?\n\n# Tag:'));
    expect(stdout).toMatch(/relaxops-import.yaml:\d+ +fabric-leaf: switch/);
  });

  it('shows and writes nothing with --dry-run', async () => {
    await standIn.overlay({ dcim_powerport: [{ id: 1, maximum_draw: 155 }] });
    const before = all();
    const { stdout } = await again('--dry-run');
    expect(stdout).toContain('Would update relaxops.yaml');
    expect(stdout).toContain('draw: 155');
    expect(all()).toEqual(before);
  });

  it('goes on from an import that ended halfway', async () => {
    const state = desk.read(STATE);
    desk.edit(FILE, 'draw: 150', 'draw: 99');
    await standIn.overlay({ dcim_powerport: [{ id: 14, maximum_draw: 1000 }] });
    await again();
    const whole = desk.read(FILE);
    desk.write(STATE, state);
    expect((await changes()).changes.conflicts).toEqual([]);
    expect(desk.read(FILE)).toBe(whole);
  });

  it('says where a file is broken, and touches nothing', async () => {
    desk.edit(FILE, 'operators: {}', 'operators: {');
    const before = all();
    const { code, stderr } = await again();
    expect(code).toBe(2);
    expect(stderr).toMatch(/relaxops\.yaml:\d+:\d+ error yaml: this is not YAML/);
    expect(all()).toEqual(before);
  });

  it('refuses a state that it did not write', async () => {
    desk.write(STATE, 'hello\n');
    const { code, stderr } = await again();
    expect(code).toBe(1);
    expect(stderr).toContain(`"${STATE}" is not as an import left it`);
  });
});

describe('as a process', () => {
  it('takes the token from standard input', async () => {
    const child = desk.start(['import', 'netbox', standIn.url, '--token-file', '-']);
    child.stdin!.end(`${TOKEN}\n`);
    const [out, [code]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing changed')]);
  });

  it('leaves everything as it was when interrupted', async () => {
    const before = all();
    await standIn.control('reset');
    await standIn.control('fail?delay=60000&times=9&path=/api/dcim/racks/');
    const child = desk.start(['import', 'netbox', standIn.url], { NETBOX_TOKEN: TOKEN });
    for (let seen = false; !seen; await new Promise((r) => setTimeout(r, 100)))
      seen = JSON.stringify(await standIn.control('requests')).includes('/api/dcim/sites/');
    const [err] = await Promise.all([text(child.stderr!), child.kill('SIGINT'), once(child, 'exit')]);
    expect(child.exitCode).toBe(130);
    expect(err).toContain('interrupted; nothing was written');
    expect(all()).toEqual(before);
    expect(existsSync(join(desk.folder, `${FILE}.relaxops-new-${child.pid}`))).toBe(false);
  });
});
