import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byName, changed, makeWorld, type World } from './world.ts';

let world: World;
const PDU = 'pdu-password/zrh1/r01/pdu1';
const as = (operator: string): string[] => ['--identity', world.key(operator)];
const fileOf = (name: string): string => {
  const found = [...world.files().keys()].find(
    (file) => decodeURIComponent(file.replace(/\.[0-9a-f]{12}\.age$/, '')) === name,
  );
  if (!found) throw new Error(`no file of ${name}`);
  return join(world.store, found);
};

beforeAll(async () => {
  world = makeWorld('b-one-rack');
});
afterAll(() => world.remove());

describe('secrets init', () => {
  it('makes everything, whole and private, and warns of what is missing', async () => {
    const { code, out, err } = await world.relaxops('secrets', 'init');
    expect(code).toBe(0);
    expect(out).toMatch(/^Made \d+ secrets in .*secrets\n {2}vpn-ca +1 {2}signs the VPN's certificates\n/);
    expect(err).toContain('no-recovery: no recovery key');
    const modes = readdirSync(world.store, { recursive: true, encoding: 'utf8' }).map((name) => {
      const stat = statSync(join(world.store, name));
      return [stat.isDirectory() ? 'folder' : 'file', (stat.mode & 0o777).toString(8)].join(' ');
    });
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
    expect((statSync(world.store).mode & 0o777).toString(8)).toBe('700');
    expect(readdirSync(world.store)).not.toContain('.lock');
  });

  it('makes nothing twice', async () => {
    const before = world.files();
    const { code, out } = await world.relaxops('secrets', 'init');
    expect([code, out]).toEqual([0, expect.stringMatching(/^Nothing is missing/)]);
    expect(world.files()).toEqual(before);
  });

  it('makes what a grown inventory needs, and nothing else', async () => {
    const before = byName(world);
    world.edit((text) => text.replace('srv[1-2]: server', 'srv[1-2]: server\n          pdu3: pdu'));
    expect((await world.relaxops('secrets', 'init')).code).toBe(0);
    const pdu3 = 'zrh1/r01/pdu3';
    expect(changed(before, byName(world))).toEqual(
      ['pdu-password', 'snmp-auth', 'snmp-priv'].map((kind) => `${kind}/${pdu3}`),
    );
  });

  it('asks for an identity where a new certificate needs the authority', async () => {
    world.edit((text) =>
      text.replace(
        'networks: {',
        'stations: { mon1: { provider: init7, address: 203.0.113.130/28 } }\nnetworks: {',
      ),
    );
    const refused = await world.relaxops('secrets', 'init');
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining("need the VPN authority's key")]);
    const before = byName(world);
    expect((await world.relaxops('secrets', 'init', ...as('bob'))).code).toBe(0);
    expect(changed(before, byName(world))).toEqual(['vpn-key/mon1']);
  });

  it('lets a recovery key in, which then opens everything, and refuses to put it into the store', async () => {
    const inside = join(world.store, 'recovery.txt');
    const no = await world.relaxops('secrets', 'init', '--new-recovery', inside, ...as('alice'));
    expect([no.code, no.err]).toEqual([1, expect.stringContaining('would lie in the store itself')]);
    const file = join(world.folder, 'recovery.txt');
    const made = await world.relaxops('secrets', 'init', '--new-recovery', file, ...as('alice'));
    expect([made.code, made.out]).toEqual([0, expect.stringContaining('Encrypted anew')]);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    // bob's own key can be opened by bob alone, so bob lets recovery in there.
    expect(made.err).toContain('"vpn-key/bob" is not encrypted to this identity');
    expect((await world.relaxops('secrets', 'init', ...as('bob'))).err).toBe('');
    for (const name of byName(world).keys()) {
      const shown = await world.relaxops('secrets', 'show', name, '--force', '--identity', file);
      expect([name, shown.code]).toEqual([name, 0]);
    }
  });

  it('refuses a store that nobody could open', async () => {
    const other = makeWorld('b-one-rack');
    other.edit((text) =>
      text.replaceAll(
        /key: ssh-ed25519 \S+,/g,
        () =>
          'key: ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=,',
      ),
    );
    const { code, err } = await other.relaxops('secrets', 'init');
    expect([code, err]).toEqual([4, expect.stringContaining('nobody could open the store')]);
    other.remove();
  });
});

describe('secrets show', () => {
  it('prints on a terminal, and elsewhere only if told', async () => {
    const piped = await world.relaxops('secrets', 'show', PDU, ...as('alice'));
    expect([piped.code, piped.out]).toEqual([1, '']);
    expect(piped.err).toContain('nothing was printed');
    const seen = await world.relaxopsWith({ outTerminal: true }, 'secrets', 'show', PDU, ...as('alice'));
    expect(seen.out).toMatch(/^[A-HJ-NP-Za-km-z2-9]{16}\n$/);
    expect((await world.relaxops('secrets', 'show', PDU, '--force', ...as('bob'))).out).toBe(seen.out);
  });

  it.each([
    ['no identity', () => [PDU], 4, 'needs an identity'],
    ['another name', () => ['pdu-password/x', ...as('alice')], 1, 'is not in the store'],
    [
      'a key of somebody else',
      () => ['vpn-key/bob', ...as('alice')],
      4,
      '"vpn-key/bob" is not encrypted to this identity',
    ],
    [
      'no such file',
      () => [PDU, '--identity', '/nowhere'],
      4,
      'cannot read the identity "/nowhere": missing',
    ],
    [
      'a file that is no identity',
      () => [PDU, '--identity', 'package.json'],
      4,
      '"package.json" is no identity',
    ],
  ])('with %s says so', async (_what, argv, code, text) => {
    const answer = await world.relaxops('secrets', 'show', '--force', ...argv());
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toContain(text);
  });

  it('takes the identity from the environment', async () => {
    const env = { RELAXOPS_AGE_IDENTITY_FILE: world.key('alice') };
    expect((await world.relaxopsWith({ env }, 'secrets', 'show', PDU, '--force')).code).toBe(0);
  });
});

describe('a file of the store', () => {
  const show = (name: string) => world.relaxops('secrets', 'show', name, '--force', ...as('alice'));

  it('that was changed is damaged', async () => {
    const file = fileOf(PDU);
    const before = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      before.replace(/^(.{70}.{5})(.)/m, (_all, a, b) => a + (b === 'A' ? 'B' : 'A')).concat('\n'),
    );
    expect((await show(PDU)).err).toContain(`"${PDU}" is damaged`);
    writeFileSync(file, before);
    expect((await show(PDU)).code).toBe(0);
  });

  it('that is gone is named', async () => {
    const file = fileOf(PDU);
    const before = readFileSync(file, 'utf8');
    rmSync(file);
    expect((await show(PDU)).err).toContain(`"${PDU}" has lost its file`);
    writeFileSync(file, before);
  });

  it('of another secret, with an index that says otherwise, is noticed', async () => {
    const index = join(world.store, 'index.jsonl');
    const before = readFileSync(index, 'utf8');
    const [one, two] = [PDU, 'pdu-password/zrh1/r01/pdu2'].map((n) =>
      fileOf(n).slice(world.store.length + 1),
    );
    writeFileSync(index, before.replace(one!, '@@').replace(two!, one!).replace('@@', two!));
    expect((await show(PDU)).err).toContain('somebody has swapped files');
    writeFileSync(index, before);
  });
});

describe('secrets list', () => {
  it('needs no identity, knows everything and nothing secret', async () => {
    const { code, out } = await world.relaxops('secrets', 'list', '--json');
    const { data } = JSON.parse(out);
    expect(code).toBe(0);
    const names = data.secrets.map(({ name }: { name: string }) => name);
    expect(names.filter((name: string) => name !== 'vpn-crl').sort()).toEqual(
      [...byName(world).keys()].sort(),
    );
    expect(data.missing).toEqual([]);
  });

  it('says what is not needed any more, and what lies around', async () => {
    world.edit((text) => text.replace('          pdu3: pdu\n', ''));
    writeFileSync(join(world.store, 'left.0123456789ab.age'), 'half');
    const { out } = await world.relaxops('secrets', 'list');
    expect(out).toMatch(/pdu-password\/zrh1\/r01\/pdu3 .* not needed any more/);
    expect(out).toContain('1 file of no entry');
  });
});

it('a store that another process is changing is left alone', async () => {
  const lock = join(world.store, '.lock');
  writeFileSync(lock, `${process.ppid}\n`);
  const { code, err } = await world.relaxops('secrets', 'rotate', PDU);
  expect([code, err]).toEqual([4, expect.stringContaining(`process ${process.ppid} is changing the store`)]);
  rmSync(lock);
});

const root = process.getuid?.() === 0 ? ' (skipped: root may write everywhere)' : '';
it.skipIf(root !== '')(`a store that may not be written is left as it is${root}`, async () => {
  chmodSync(world.store, 0o500);
  const { code } = await world.relaxops('secrets', 'rotate', PDU);
  chmodSync(world.store, 0o700);
  expect(code).toBe(4);
});
