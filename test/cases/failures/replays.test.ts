import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replays } from '#analysis/replays/index.ts';
import { runReplay } from '#analysis/replays/run.ts';
import { analyse } from '#analysis/state.ts';
import { must } from '#base/result.ts';
import { fakeStdio } from '#cli/fake-stdio.ts';
import { run } from '#cli/run.ts';
import { loadInventory } from '#inventory/load.ts';
import { ROOT } from '../../architecture/source.ts';

const analysisOf = (example: string) =>
  analyse(must(loadInventory(join(ROOT, `examples/${example}/relaxops.yaml`)).network, example));

const full = analysisOf('full');

describe('replay on the command line', () => {
  const relaxops = async (...argv: string[]) => {
    const io = fakeStdio({ cwd: ROOT });
    await run(argv, io);
    return io.stdout();
  };

  it('claims no rule to be kept that it cannot judge, and judges what is rendered', async () => {
    const rot = await relaxops('-f', 'examples/b-one-rack/relaxops.yaml', 'replay', 'silent-rot');
    expect(rot).toContain('  R51  not judged: ');
    const facebook = await relaxops('-f', 'examples/full/relaxops.yaml', 'replay', 'facebook');
    expect(facebook).toContain('  R40  kept here: ');
    expect(facebook).toContain('  R48  not judged: ');
  });

  it('says that nobody has a way in, and praises no rule for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relaxops-replay-'));
    const file = join(folder, 'relaxops.yaml');
    writeFileSync(file, 'relaxops: 1\nsites: { s1: { racks: { r1: { devices: { rt1: router } } } } }\n');
    expect(await relaxops('-f', file, 'replay')).toMatch(/^No device has a way in out of band yet/);
    const one = await relaxops('-f', file, 'replay', 'optus');
    expect(one).toContain('No device has a way in out of band yet');
    expect(one).not.toContain('kept here');
    const { data } = JSON.parse(await relaxops('-f', file, 'replay', 'facebook', '--json'));
    expect(data.replays[0].rules.filter((rule: { state: string }) => rule.state === 'kept')).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('replays', () => {
  it('are sorted, each with a story and the rules that would have helped', () => {
    expect(replays.length).toBe(16);
    const ids = replays.map((replay) => replay.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { story, savedBy } of replays) {
      expect(story.length).toBeGreaterThan(40);
      expect(savedBy.length).toBeGreaterThan(0);
      expect(savedBy.filter((rule) => !/^R\d\d$/.test(rule))).toEqual([]);
    }
  });

  // Worked out by hand: what breaks, how many devices lose ssh, and how many of the failures need somebody there at once.
  it.each([
    ['optus', 4, 4, 0],
    ['pdx', 2, 25, 0],
    ['ovh', 1, 25, 0],
    ['rogers', 1, 0, 0],
    ['facebook', 4, 0, 0],
    ['google-2019', 4, 0, 0],
    ['crowdstrike', 12, 2, 0],
    ['centurylink-2018', 1, 23, 1],
    ['silent-rot', 5, 50, 5],
    ['lock-out', 4, 0, 0],
  ])(
    '%s breaks %i things of the full example, %i devices lose ssh, %i need hands now',
    (id, breaks, ssh, hands) => {
      const { failures, missing, result, ends } = runReplay(
        full,
        must(
          replays.find((one) => one.id === id),
          id,
        ),
      );
      expect([failures.length, result.counts.ssh.lost, ends['hands-now']]).toEqual([breaks, ssh, hands]);
      expect(missing).toEqual([]);
    },
  );

  it('without PDUs and BMCs the Optus replay is a drive to every router', () => {
    const network = must(loadInventory(join(ROOT, 'examples/full/relaxops.yaml')).network, 'full');
    const bare = { ...network, cables: network.cables.filter((cable) => cable.kind !== 'power') };
    const { ends } = runReplay(
      analyse(bare),
      must(
        replays.find((one) => one.id === 'optus'),
        'optus',
      ),
    );
    expect(ends.remote).toBe(0);
    expect(ends['hands-now'] + ends['hands-later']).toBe(4);
  });

  it('break nothing that a small network does not have', () => {
    const small = analysisOf('a-one-server');
    for (const replay of replays) expect(runReplay(small, replay).missing, replay.id).toEqual([]);
  });

  it('stand on their page', () => {
    const page = readFileSync(join(ROOT, 'docs/replays.md'), 'utf8');
    const rows = replays.map(
      ({ id, title, broken, savedBy }) => `| \`${id}\` | ${title} | ${broken} | ${savedBy.join(' ')} |`,
    );
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});

const OWN = `
relaxops: 1
sites: { z: { racks: { r1: { devices: { msw1: management-switch, sw1: switch } } } } }
stories:
  digger: { title: the digger, failures: ["device-dead:z/r1/sw1"] }
`;

describe('relaxops replay', () => {
  const replay = async (text: string, name: string) => {
    const cwd = mkdtempSync(join(tmpdir(), 'replay-'));
    writeFileSync(join(cwd, 'relaxops.yaml'), text);
    const io = fakeStdio({ cwd });
    const code = await run(['replay', name], io);
    rmSync(cwd, { recursive: true });
    return { code, out: io.stdout(), err: io.stderr() };
  };

  it('runs a story of the inventory', async () => {
    const { out } = await replay(OWN, 'digger');
    expect(out).toContain('device-dead:z/r1/sw1');
  });

  it('says which failure of a story does not exist', async () => {
    const { code, err } = await replay(OWN.replace('sw1"]', 'sw9"]'), 'digger');
    expect([code, err.includes('story "digger"')]).toEqual([2, true]);
  });

  it('knows no other name', async () => {
    const { code, err } = await replay(OWN, 'optos');
    expect([code, err.includes('"optos"')]).toEqual([2, true]);
  });
});
