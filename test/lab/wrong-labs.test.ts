import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { startLab } from '#lab/cage/lab.ts';
import { compare, type Mismatch } from '#lab/compare.ts';
import { observeResorts } from '#lab/observe/resorts.ts';
import type { LabEmulated, LabPlan } from '#lab/plan.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { runVerify } from '#lab/verify/run.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Failure } from '#model/failure.ts';

/**
 * Labs that are not as the inventory says: a cable elsewhere, a feed elsewhere, a line missing in a rendered file. The
 * comparison must see each of them; and must see nothing where nothing is wrong.
 */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'examples/c-one-datacentre/relaxops.yaml')).network!;
const analysis = analyse(network);
const missing = preflight();

const verifyPlan = async (
  change: (plan: LabPlan) => LabPlan,
  failures: readonly Failure[],
): Promise<readonly Mismatch[]> => {
  const made = await labMaterial(network);
  const right = labPlan(network, made, `wrong-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  const plan = change(right);
  const run = await runVerify({
    network,
    material: made.material,
    failures,
    seed: 1,
    labs: 1,
    budget: 300,
    boot: async () => {
      const lab = await startLab(plan);
      await lab.ready();
      return lab;
    },
    resorts: (hardware) =>
      observeResorts({ hardware, network, emulated: right.emulated!, secrets: made.secrets }),
    progress: () => {},
  });
  return compare(
    network,
    run.file,
    (failed) => predictCells(analysis, failed),
    failures,
    (failed) => predictResorts(analysis, failed),
  ).mismatches;
};

/** What the hardware plays is changed. */
const emulatedAs =
  (change: (emulated: LabEmulated) => LabEmulated) =>
  (plan: LabPlan): LabPlan => ({ ...plan, emulated: change(plan.emulated!) });

const same = (plan: LabPlan): LabPlan => plan;

/** Plugs the far end of one wire into another port of the same kind elsewhere, and that one here. */
const swapFarEnds =
  (one: string, other: string) =>
  (plan: LabPlan): LabPlan => {
    const [first, second] = [one, other].map((id) => plan.wires.find((wire) => wire.id === id)!);
    return {
      ...plan,
      wires: plan.wires.map((wire) => {
        if (wire.id === one) return { ...wire, b: second!.b };
        return wire.id === other ? { ...wire, b: first!.b } : wire;
      }),
    };
  };

/** Every supply of the chassis comes from this feed. */
const feedInstead =
  (chassis: string, feed: string) =>
  (plan: LabPlan): LabPlan => ({
    ...plan,
    hosts: plan.hosts.map((host) =>
      host.chassis === chassis
        ? { ...host, supplies: host.supplies.map((supply) => ({ ...supply, source: feed })) }
        : host,
    ),
  });

/** The lines of a rendered file that match are gone; at least one must. */
const withoutLines =
  (id: string, path: RegExp, line: RegExp) =>
  (plan: LabPlan): LabPlan => {
    let gone = 0;
    const hosts = plan.hosts.map((host) => {
      if (host.id !== id) return host;
      const files = host.files.map((file) => {
        if (!path.test(file.path)) return file;
        const kept = file.text.split('\n').filter((text) => !line.test(text));
        gone += file.text.split('\n').length - kept.length;
        return { ...file, text: kept.join('\n') };
      });
      return { ...host, files };
    });
    if (gone === 0) throw new Error(`no line of ${id} matches ${line}`);
    return { ...plan, hosts };
  };

const site = network.sites[0]!.id;

const needs = missing.length > 0 ? ` (skipped: needs ${missing.map((one) => one.what).join(', ')})` : '';

describe.skipIf(needs !== '')(`a lab that is not as the inventory says${needs}`, { concurrent: true }, () => {
  const feeds = network.feeds.map((feed): Failure => ({ kind: 'feed-down', scope: feed.id }));
  const switchDead: Failure = { kind: 'device-dead', scope: `${site}/r02/msw1` };

  it('shows nothing where nothing is wrong', { timeout: 180_000 }, async () => {
    expect(await verifyPlan(same, [...feeds, switchDead])).toEqual([]);
  });

  it('is caught with a cable in another rack', { timeout: 180_000 }, async () => {
    const change = swapFarEnds(`${site}/r02/pdu1:mgmt`, `${site}/r03/pdu1:mgmt`);
    expect((await verifyPlan(change, [switchDead])).length).toBeGreaterThan(0);
  });

  it('is caught with a PDU on another feed', { timeout: 180_000 }, async () => {
    const change = feedInstead(`${site}/r02/pdu2`, network.feeds[0]!.id);
    expect((await verifyPlan(change, feeds)).length).toBeGreaterThan(0);
  });

  it('is caught with a return route missing on the jumphost', { timeout: 180_000 }, async () => {
    const second = network.doors[1]!.pool.replace(/\.\d+\/\d+$/, '.');
    const change = withoutLines(
      `${site}/r01/jump1`,
      /network\.batch$/,
      new RegExp(`route .*${second.replaceAll('.', '\\.')}`),
    );
    expect((await verifyPlan(change, [])).length).toBeGreaterThan(0);
  });

  it('is caught with a server that answers by the wrong router', { timeout: 180_000 }, async () => {
    const change = withoutLines(`${site}/r02/srv01`, /network\.batch$/, /^rule add .* from /);
    expect((await verifyPlan(change, [])).length).toBeGreaterThan(0);
  });

  const off = partsOff().map(({ what }) => what);

  it("is caught with two console lines in each other's ports", { timeout: 180_000 }, async (context) => {
    if (off.length > 0) context.skip(`off here: ${off.join(', ')}`);
    const change = emulatedAs((emulated) => {
      const [one, other] = emulated.lines;
      const swapped = { ...one!, console: other!.console };
      return {
        ...emulated,
        lines: [swapped, { ...other!, console: one!.console }, ...emulated.lines.slice(2)],
      };
    });
    expect((await verifyPlan(change, [])).map(({ what }) => what)).toContain('wrong-host');
  });

  it('is caught with a BMC that is deaf, and an outlet that feeds something else', {
    timeout: 180_000,
  }, async (context) => {
    if (off.length > 0) context.skip(`off here: ${off.join(', ')}`);
    const change = emulatedAs((emulated) => ({
      ...emulated,
      bmcs: emulated.bmcs.slice(1),
      pdus: emulated.pdus.map((pdu) => ({
        ...pdu,
        outlets: pdu.outlets.map((outlet, at) =>
          at === 0 ? { ...outlet, label: 'something-else' } : outlet,
        ),
      })),
    }));
    const whats = (await verifyPlan(change, [])).map(({ what }) => what);
    expect(whats).toContain('power');
    expect(whats).toContain('wrong-host');
  });
});
