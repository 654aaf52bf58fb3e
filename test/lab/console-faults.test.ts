import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import {
  breakLine,
  checkConsoles,
  LINE_FAULTS,
  type LineFaultId,
  linesOf,
  mendLine,
} from '#lab/observe/console-check.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { LINE_DAEMONS } from '#model/network.ts';

/** Every way in which a console server can misbehave, by both daemons: told from each other, and taken back. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const ROOT = join(import.meta.dirname, '../..');
const [CS, SW] = ['zrh1/r01/cs1', 'zrh1/r01/sw1'];
/** What each looks like to who types Enter. */
const LOOKS: Readonly<Record<LineFaultId, string>> = {
  stuck: 'silent',
  noise: 'garbage',
  unplugged: 'no-port',
  speed: 'garbage',
  taken: 'in-use',
  'daemon-hangs': 'daemon-hangs',
};

describe.skipIf(reason !== '').each(LINE_DAEMONS)(
  `a misbehaving console server with %s${reason}`,
  (daemon) => {
    const example = loadInventory(join(ROOT, 'examples/b-one-rack/relaxops.yaml')).network!;
    const devices = example.devices.map((device) =>
      device.id === CS ? { ...device, serialLines: daemon } : device,
    );
    const network = { ...example, devices };
    const line = linesOf(network).find((one) => one.console === SW)!;
    let lab: Lab;

    beforeAll(async () => {
      lab = await startLab(labPlan(network, await labMaterial(network), `test-${process.pid}-wrong`));
      expect(await lab.ready()).toMatchObject({ ready: true });
    });
    afterAll(() => lab?.down());

    const outcome = async (): Promise<string> => (await checkConsoles(lab, network, [line]))[0]!.outcome;

    test.each(Object.keys(LINE_FAULTS) as LineFaultId[])('%s', async (fault) => {
      await breakLine(lab, network, line, fault);
      expect(await outcome()).toBe(LOOKS[fault]);
      await mendLine(lab, network, line);
      await expect.poll(outcome, { timeout: 20_000 }).toBe('answered');
    });

    test('a wrong speed is put right where the line ends', async () => {
      await breakLine(lab, network, line, 'speed');
      const { stdout } = await lab.exec({
        host: CS,
        // ser2net sets the speed whenever it opens the line, so it is held open; conserver holds it anyway.
        argv: [
          'sh',
          '-c',
          `(sleep 1; stty -F /etc/relaxops-lines/5 19200; sleep 0.5; printf '\\r'; sleep 1) | ${
            daemon === 'ser2net'
              ? 'socat -t0.1 - TCP:127.0.0.1:2005'
              : `timeout 5 console -M 127.0.0.1 -p 782 ${SW}`
          }`,
        ],
      });
      expect(stdout).toContain(`${SW} login: `);
      await mendLine(lab, network, line);
    });

    test('a console server that is off lets nobody in', async () => {
      await lab.killChassis(CS);
      expect(await outcome()).toBe('no-login');
      await lab.reviveChassis(CS);
      expect(await lab.ready()).toMatchObject({ ready: true });
    });
  },
);
