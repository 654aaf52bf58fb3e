import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { analyse } from '#analysis/state.ts';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { type LookAtResorts, observeResorts } from '#lab/observe/resorts.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Network } from '#model/network.ts';

/** Consoles by conserver: logged, one writer, and no name server asked. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const ROOT = join(import.meta.dirname, '../..');
const [CS, SW] = ['zrh1/r01/cs1', 'zrh1/r01/sw1'];
const CRASH = { kind: 'service-crash', scope: `${CS}/conserver` };
/** conserver's escapes (console(1)). */
const ESCAPE = { leave: '\\005c.', who: '\\005cw', force: '\\005cf', break: '\\005cl0' };

const withConserver = (): Network => {
  const network = loadInventory(join(ROOT, 'examples/b-one-rack/relaxops.yaml')).network!;
  const devices = network.devices.map((device) =>
    device.id === CS ? { ...device, serialLines: 'conserver' as const } : device,
  );
  return { ...network, devices };
};

describe.skipIf(reason !== '')(`conserver in a rack${reason}`, () => {
  const network = withConserver();
  const analysis = analyse(network);
  let lab: Lab;
  let made: LabMaterial;
  let look: LookAtResorts;

  beforeAll(async () => {
    made = await labMaterial(network);
    const plan = labPlan(network, made, `test-${process.pid}-cons`);
    lab = await startLab(plan);
    expect(await lab.ready()).toMatchObject({ ready: true, missing: [] });
    look = observeResorts({ hardware: lab, network, emulated: plan.emulated!, secrets: made.secrets });
  });
  afterAll(() => lab?.down());

  const sh = async (host: string, script: string): Promise<string> =>
    (await lab.exec({ host, argv: ['sh', '-c', script], timeoutMs: 20_000 })).stdout;
  /** One who attaches and types each of these, waiting for what it must bring (an extended regular expression). */
  const session = (who: string, steps: readonly (readonly [string, string])[]): string => `
    d=$(mktemp -d); mkfifo $d/in; : >$d/out
    { console -M 127.0.0.1 -p 782 -l ${who} ${SW} <&3; } 3<>$d/in >$d/out 2>&1 & p=$!
    ${steps
      .map(
        ([typed, expected]) => `printf '${typed}' 1<>$d/in; n=0
    until tail -c +$((seen + 1)) $d/out | grep -qE '${expected}' || [ $n -ge 50 ]; do n=$((n + 1)); sleep 0.1; done
    seen=$(wc -c <$d/out)`,
      )
      .join('\n')}
    kill $p 2>/dev/null; cat $d/out; rm -r $d`;
  const log = (): Promise<string> => sh(CS, 'cat /var/log/relaxops/console-zrh1-r01-sw1.log');
  const consoles = async () =>
    (await look((resort) => resort.by === 'line')).map(({ device, outcome, said }) => ({
      device,
      outcome,
      said,
    }));

  test('every line answers as predicted, by name', async () => {
    const predicted = predictResorts(analysis, []).filter(
      ({ verb, answers }) => verb === 'console' && answers,
    );
    const seen = await consoles();
    expect(seen.length).toBeGreaterThan(4);
    for (const { device, outcome, said } of seen)
      expect([device, outcome, said]).toEqual([device, 'answered', device]);
    expect(predicted.map(({ device }) => device)).toEqual(
      expect.arrayContaining(seen.map(({ device }) => device)),
    );
  });

  test('one name from a laptop leads to the prompt', async () => {
    const said = await sh(
      'laptop/zrh1/r01/gw1',
      `(sleep 2; printf '\\r'; sleep 1; printf '${ESCAPE.leave}') |
        timeout 15 ssh -F /etc/relaxops/lab/ssh_config ${SW}.console`,
    );
    expect(said).toContain(`${CS} line 5: ${SW}`);
    expect(said).toContain(`${SW} login: `);
  });

  test('many watch, one writes, and who takes the line is logged', async () => {
    const [alice, bob] = await Promise.all([
      sh(
        CS,
        session('alice', [
          ['\\r', 'login: '],
          ['', 'forced to .spy. mode by bob'],
        ]),
      ),
      sh(
        CS,
        `sleep 1\n${session('bob', [
          ['x', 'read-only'],
          [ESCAPE.who, 'alice@localhost +attach'],
          [ESCAPE.force, 'bumped alice'],
          ['\\r', 'login: '],
          [ESCAPE.break, 'sent'],
          [ESCAPE.leave, 'disconnect'],
        ])}`,
      ),
    ]);
    expect(bob).toContain('[no, alice@localhost is attached]');
    expect(bob).toContain('[bumped alice@localhost]');
    expect(alice).toContain("[forced to `spy' mode by bob@localhost]");
    const kept = await log();
    expect(kept).toContain('bob@localhost bumped alice@localhost');
    expect(kept).toMatch(/break #0\(1\) sent -- `\\z' -- \w+ \w+ +\d+ \d\d:\d\d:\d\d \d{4}/);
  });

  test('what a line says while nobody is there is kept, with the time', async () => {
    const before = (await log()).length;
    await lab.killChassis(SW);
    await lab.reviveChassis(SW);
    await expect.poll(async () => (await log()).slice(before)).toContain(`${SW} login: `);
    expect((await log()).slice(before)).toMatch(
      /\[\w+ \w+ +\d+ \d\d:\d\d:\d\d \d{4}\][^\n]*Power-on self test/,
    );
  });

  test('a crash takes every line, as predicted, and the next start brings them back', async () => {
    await lab.stopService(CS, 'conserver');
    const lost = predictResorts(analysis, [CRASH]).filter(
      ({ verb, answers }) => verb === 'console' && !answers,
    );
    expect((await consoles()).map(({ device, outcome }) => [device, outcome])).toEqual(
      lost.map(({ device }) => [device, 'no-daemon']),
    );
    await lab.startService(CS, 'conserver');
    expect(await lab.ready()).toMatchObject({ ready: true });
    expect(new Set((await consoles()).map(({ outcome }) => outcome))).toEqual(new Set(['answered']));
  });

  test('no name server is asked, by the daemon or by its client, and none is needed', async () => {
    const unit = await sh(CS, 'grep ^ExecStart= /etc/systemd/system/relaxops-conserver.service');
    const folder = mkdtempSync(join(tmpdir(), 'relaxops-conserver-'));
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const config = file('conserver.cf', await sh(CS, 'cat /etc/relaxops/conserver.cf'));
    const start = unit.trim().slice('ExecStart='.length).replace('/etc/relaxops/conserver.cf', config);
    const script = `
      ip link set dev lo up; mount -t tmpfs none /run; hostname console-server-7
      mount --bind ${file('hosts', '127.0.0.1 localhost\n')} /etc/hosts
      mount --bind ${file('resolv.conf', 'nameserver 127.0.0.53\n')} /etc/resolv.conf
      socat -u UDP4-RECV:53,bind=127.0.0.53 OPEN:${folder}/asked,creat &
      ${start} >${folder}/log 2>&1 &
      n=0; until timeout 20 console -M 127.0.0.1 -p 782 -x >${folder}/out 2>&1 && grep -q ${SW} ${folder}/out || [ $n -ge 40 ]; do n=$((n + 1)); sleep 0.1; done
      getent ahosts name-that-is-looked.up >/dev/null & sleep 0.3
      cat ${folder}/out; tr -cd 'a-z-' <${folder}/asked`;
    const { stdout, stderr } = await run(
      ['unshare', '-n', '-m', '-u', '-p', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script],
      { timeoutMs: 25_000 },
    );
    rmSync(folder, { recursive: true });
    expect([stdout, stderr].join('')).toContain(SW);
    // The name server listens: it heard the question that was asked on purpose, and no other.
    expect(stdout).toContain('name-that-is-looked');
    expect(stdout).not.toContain('console-server');
  });
});
