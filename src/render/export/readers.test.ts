import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { ansible } from './ansible.ts';
import { csvText } from './csv.ts';
import { hosts } from './hosts.ts';
import { labels } from './labels.ts';
import { netbox } from './netbox.ts';
import { oxidized } from './oxidized.ts';
import { prometheus } from './prometheus.ts';

/** Each document read back by who reads it: Ansible itself, Python's YAML and CSV, getent. */

const full: Network = loadInventory('examples/full/relaxops.yaml').network!;

/** Vendors, platforms and labels are the texts that an inventory can fill with anything printable. */
const HOSTILE = [
  "=cmd|'/c calc'!A0",
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1',
  '{{ lookup("pipe", "id") }}',
  '{% raw %}',
  'a"b,c;d: #e',
  '!unsafe x',
  '\u0085x',
];
const hostile: Network = {
  ...full,
  devices: full.devices.map((device, n) => ({
    ...device,
    vendor: HOSTILE[n % HOSTILE.length]!,
    platform: HOSTILE[(n + 3) % HOSTILE.length]!,
    owner: HOSTILE[(n + 5) % HOSTILE.length]!,
    ports: device.ports.map((port, at) => ({ ...port, label: HOSTILE[(n + at) % HOSTILE.length]! })),
  })),
};

const bmcs = full.devices.flatMap((d) => d.ports).filter((port) => port.kind === 'bmc');
/** Every device has one plain name, and so has every BMC. */
const SYSTEMS = full.devices.length + bmcs.length;
const MANAGED = full.addresses.filter((address) => address.network === 'management').length;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'relaxops-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const output = async (...argv: string[]): Promise<string> => {
  const ended = await run(argv, { timeoutMs: 60_000 });
  expect(ended.ok, ended.stderr).toBe(true);
  return ended.stdout;
};

const PYTHON = '/usr/bin/python3';
const CSV = 'import csv,json,sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline="")))))';
let files = 0;
/** Files are read side by side, so each has a name of its own. */
const rowsOf = async (text: string): Promise<string[][]> =>
  JSON.parse(await output(PYTHON, '-c', CSV, put(`rows${files++}.csv`, text)));

const ANSIBLE = '/usr/bin/ansible-inventory';
const YAML = `${PYTHON} -c yaml`;
const hasYaml = async (): Promise<boolean> => (await run([PYTHON, '-c', 'import yaml'], {})).ok;

describe.skipIf(!existsSync(ANSIBLE))(`ansible (skipped without ${ANSIBLE}, package ansible-core)`, () => {
  const read = async (network: Network) =>
    JSON.parse(
      await output(
        ANSIBLE,
        '-i',
        put('inventory.yaml', ansible.files(network)[0]!.text),
        '--list',
        '--export',
      ),
    );

  it('has every system once, in its groups, with its address and jumphost', async () => {
    const read1 = await read(full);
    const vars = read1._meta.hostvars;
    expect(Object.keys(vars)).toHaveLength(SYSTEMS);
    expect(vars['srv02.r02.zrh1']).toEqual({
      ansible_host: '10.1.2.102',
      ansible_ssh_common_args: '-o ProxyJump=10.1.0.11',
      relaxops_id: 'zrh1/r02/srv02',
      relaxops_network: 'management',
      relaxops_vendor: 'dell',
    });
    expect(vars['gw1.r01.zrh1'].ansible_ssh_common_args).toBeUndefined();
    expect(read1.role_gateway.hosts.sort()).toEqual([
      'gw1.r01.ber1',
      'gw1.r01.zrh1',
      'gw2.r01.ber1',
      'gw2.r01.zrh1',
    ]);
    expect(read1.rack_zrh1_r02.hosts).toContain('srv02.r02.zrh1');
    expect(read1.site_ber1.hosts).toHaveLength(35);
  });

  it('takes no text for a template', async () => {
    const text = put('hostile.yaml', ansible.files(hostile)[0]!.text);
    const said = await output('/usr/bin/ansible-inventory', '-i', text, '--list', '--export');
    const vendors = Object.values<{ relaxops_vendor: unknown }>(JSON.parse(said)._meta.hostvars);
    expect(vendors.some(({ relaxops_vendor: v }) => JSON.stringify(v).includes('lookup('))).toBe(true);
    // A task prints the variable: a template would have been run by then.
    const debug = ['-m', 'debug', '-a', 'var=relaxops_vendor', '-c', 'local', 'all'];
    const printed = await run(['/usr/bin/ansible', '-i', text, ...debug], {
      timeoutMs: 100_000,
      env: { ...process.env, ANSIBLE_LOCAL_TEMP: folder, HOME: folder },
    });
    expect(printed.stdout).toContain('lookup(');
    expect(printed.stdout).not.toContain('uid=');
  }, 120_000);
});

describe.skipIf(!(await hasYaml()))(`ansible as YAML (skipped without ${YAML})`, () => {
  it('is what any YAML reader understands', async () => {
    const code = 'import json,sys,yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))';
    const said = await output(PYTHON, '-c', code, put('plain.yaml', ansible.files(full)[0]!.text));
    expect(Object.keys(JSON.parse(said).all.hosts)).toHaveLength(SYSTEMS);
  });
});

describe('prometheus', () => {
  const groups = JSON.parse(prometheus.files(full)[0]!.text) as {
    targets: string[];
    labels: Record<string, string>;
  }[];
  const of = (probe: string) => groups.filter((group) => group.labels.probe === probe);

  it('asks what the permits allow, from where they allow it', () => {
    expect(of('icmp')).toHaveLength(MANAGED);
    expect(of('ssh')).toHaveLength(MANAGED);
    expect(new Set(of('ssh').map((g) => g.labels.from))).toEqual(new Set(['jumphosts']));
    expect(new Set([...of('icmp'), ...of('snmp')].map((g) => g.labels.from))).toEqual(new Set(['stations']));
    expect(of('snmp').map((g) => g.labels.role)).not.toContain('gateway');
  });

  it('labels are names that Prometheus takes, targets have a port only where there is one', () => {
    const labelNames = groups.flatMap((g) => Object.keys(g.labels));
    expect(labelNames.filter((name) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))).toEqual([]);
    expect(of('ssh').every((g) => /^[\d.]+:22$/.test(g.targets[0]!))).toBe(true);
    expect(of('icmp').every((g) => /^[\d.]+$/.test(g.targets[0]!))).toBe(true);
  });
});

describe('hosts', () => {
  it('each line is an address and one name that nobody else has', () => {
    const lines = hosts
      .files(full)[0]!
      .text.split('\n')
      .filter((line) => line && !line.startsWith('#'));
    const names = lines.map((line) => line.split(/\s+/)[1]!);
    expect(new Set(names).size).toBe(names.length);
    for (const line of lines)
      expect(line).toMatch(/^\d+\.\d+\.\d+\.\d+ +[a-z0-9-]+(\.[a-z0-9-]+)* {2}# \S.*$/);
  });
});

describe('oxidized', () => {
  const columns = (network: Network) =>
    oxidized
      .files(network)[0]!
      .text.split('\n')
      .filter((line) => line !== '' && !/^\s*#/.test(line))
      .map((line) => line.split(':'));

  it('has four columns on every line that is read', () => {
    expect(new Set(columns(full).map((line) => line.length))).toEqual(new Set([4]));
    expect(columns(full)).toContainEqual(['rt1.r01.zrh1', '10.1.1.31', 'junos', 'zrh1']);
  });

  it('a hostile vendor stays in its comment', () => {
    expect(columns(hostile).filter((line) => line.length !== 4)).toEqual([]);
    expect(oxidized.files(hostile)[0]!.text.split('\n')).toHaveLength(
      oxidized.files(full)[0]!.text.split('\n').length,
    );
  });
});

describe('CSV', () => {
  it.each(['=1', '+1', '-1', '@a', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠a'])(
    '%j gets an apostrophe and quotes (OWASP, CSV Injection)',
    (text) => expect(csvText([[text]])).toBe(`"'${text}"\n`),
  );

  it('no cell of any file begins with the sign of a formula', async () => {
    const documents = [...labels.files(hostile), ...netbox.files(hostile)];
    const cells = (await Promise.all(documents.map((file) => rowsOf(file.text)))).flat(2);
    expect(cells.length).toBeGreaterThan(10_000);
    expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells).toContain("'=cmd|'/c calc'!A0");
  });

  it('labels name both ends at both ends', async () => {
    const [head, ...rows] = await rowsOf(labels.files(full)[0]!.text);
    expect(head).toEqual(['what', 'at', 'rack', 'line1', 'line2', 'kind', 'cable']);
    const cables = rows.filter((row) => row[0] === 'cable');
    const ends = new Map<string, string[]>();
    for (const row of cables) ends.set(row[6]!, [...(ends.get(row[6]!) ?? []), row[3]!, row[4]!]);
    for (const [a, toB, b, toA] of ends.values()) expect([toB, toA]).toEqual([`to ${b}`, `to ${a}`]);
    expect(ends.size).toBe(full.cables.length - 1);
    const outlets = full.devices.flatMap((d) => d.ports).filter((p) => p.kind === 'outlet');
    const plugged = outlets.filter((o) => full.cables.some((c) => c.a === o.id || c.b === o.id));
    expect(rows.filter((row) => row[0] === 'outlet')).toHaveLength(plugged.length);
  });
});
