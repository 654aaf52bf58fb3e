import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Failure, failureId } from '#model/failure.ts';
import { labMaterial } from '../world/material.ts';
import { labPlan } from '../world/world.ts';
import { possibleFailures, sampleFailures } from './sample.ts';

const network = loadInventory(join(import.meta.dirname, '../../../examples/full/relaxops.yaml')).network!;
const plan = labPlan(network, await labMaterial(network));
const possible = possibleFailures(network, plan);
const ids = (seed: number, most?: number) => sampleFailures(network, possible, seed, most).map(failureId);

/** Kinds that differ in little from scope to scope. */
const FEW = [
  'bmc-hung',
  'campus-down',
  'console-server-dead',
  'device-hung',
  'management-port-dead',
  'pdu-controller-dead',
  'pdu-dead',
  'rack-down',
  'site-down',
  'switch-loop',
];

/** What happens is the same wherever they hit. */
const ALIKE = [
  'certificate-expired',
  'clock-wrong',
  'crl-expired',
  'ddos',
  'key-lost',
  'modem-dead',
  'operators-banned',
];

describe('a sample of failures', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });

  const hit = (scope: string) =>
    network.devices.find(
      (one) => scope === one.id || scope.startsWith(`${one.id}/`) || scope.startsWith(`${one.id}:`),
    );
  const isPower = (scope: string) => network.cables.some((one) => one.id === scope && one.kind === 'power');
  const inMain = (rack: string | undefined) => network.sites.some((site) => site.mainRack === rack);
  const all = (of: (failure: Failure) => string[]) => {
    for (const seed of [1, 5, 23]) {
      const drawn = new Set(sampleFailures(network, possible, seed).flatMap(of));
      expect(drawn).toEqual(new Set(possible.flatMap(of)));
    }
  };

  it('draws few, and none twice', () => {
    expect(ids(5).length).toBeLessThan(110);
    expect(new Set(ids(5)).size).toBe(ids(5).length);
  });

  const byRole = (kind: string) => !FEW.includes(kind) && !ALIKE.includes(kind);

  it('has every kind, every role that a kind can hit, and every position', () => {
    all(({ kind, scope }) =>
      byRole(kind) ? [`${kind} ${hit(scope)?.role}`, `${kind} ${inMain(hit(scope)?.rack)}`] : [kind],
    );
  });

  it('has few of the kinds whose scopes are alike, and each of what is not', () => {
    all(({ kind, scope }) => {
      if (kind === 'management-port-dead') return [`${kind} ${scope.endsWith(':bmc')}`];
      if (kind === 'switch-loop') return [`${kind} ${hit(scope)?.role === 'management-switch'}`];
      return kind === 'rack-down' ? [`${kind} ${inMain(scope)}`] : [];
    });
    const taken = sampleFailures(network, possible, 7).filter(({ kind }) => FEW.includes(kind));
    const most = Math.max(...FEW.map((few) => taken.filter(({ kind }) => kind === few).length));
    expect(most).toBe(2);
  });

  it('has every role in every position', () => {
    all(({ kind, scope }) =>
      ['device-dead', 'misconfiguration', 'link-cut', 'link-saturated'].includes(kind) && !isPower(scope)
        ? [`${hit(scope)?.role} ${inMain(hit(scope)?.rack)}`]
        : [],
    );
  });

  it('has every port of both gateways, cut or saturated, and every daemon of both', () => {
    all(({ kind, scope }) => {
      const device = hit(scope);
      if (device?.role !== 'gateway' || isPower(scope) || !byRole(kind)) return [];
      const rest = scope.slice(device.id.length);
      const how = kind.startsWith('link-') ? 'link' : kind;
      return [rest === '/sshd' ? `${kind} sshd` : `${how} ${device.number}${rest}`];
    });
  });

  it('floods uplinks of every purpose', () => {
    all(({ kind, scope }) =>
      kind === 'ddos' ? network.uplinks.filter(({ id }) => id === scope).map(({ purpose }) => purpose) : [],
    );
  });

  it('has every purpose of a cable', () => {
    all(({ scope }) => {
      const cable = network.cables.find((one) => one.id === scope);
      return cable ? [`${cable.kind} ${cable.kind === 'power' ? '' : hit(scope)?.role}`] : [];
    });
  });

  it('takes kinds in turn when it may not take all', () => {
    const kinds = new Set(possible.map((failure) => failure.kind));
    const few = sampleFailures(network, possible, 3, kinds.size);
    expect(new Set(few.map((failure) => failure.kind))).toEqual(kinds);
  });

  it('breaks only what the lab has: console lines where their daemons are installed', () => {
    const consoles = new Set(
      network.cables.filter((cable) => cable.kind === 'console').map((cable) => cable.id),
    );
    const lines = plan.emulated!.lines.flatMap((line) => line.cable ?? []);
    expect(possible.length).toBeGreaterThan(500);
    expect(
      possible
        .map(({ scope }) => scope)
        .filter((scope) => consoles.has(scope))
        .sort(),
    ).toEqual(lines.sort());
  });
});
