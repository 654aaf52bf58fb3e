import { hostOf } from '#model/endpoint.ts';
import type { Cable, CableKind } from '#model/network.ts';
import type { Observed, Reporter, Witness } from '#model/observed.ts';
import { portNamed } from './far-end.ts';
import type { Ground } from './ground.ts';

/** Cables that carry frames between two ports of the inventory: those on which LLDP can be spoken. */
const FRAMES = new Set<CableKind>(['management', 'production', 'meta', 'interlink']);

interface Heard {
  readonly by: Witness;
  /** Whether every port that it named is one of the inventory's: only then does silence of another mean something. */
  readonly wholly: boolean;
}

/** Reporters of one kind that named at least one neighbour: an empty table may come from LLDP being off. */
const heardOf = (
  ground: Ground,
  reporters: readonly Reporter[],
  said: readonly { device: string; port: string }[],
) => {
  const heard = new Map<string, Heard>();
  const ports = new Map<string, string[]>();
  for (const { device, port } of said) {
    const known = ports.get(device);
    if (known) known.push(port);
    else ports.set(device, [port]);
  }
  for (const { device, complete, by } of reporters) {
    const match = ground.names.device(device);
    const named = ports.get(device) ?? [];
    if (match.kind !== 'one' || named.length === 0 || !complete) continue;
    const wholly = named.every((port) => portNamed(ground, match.id, port) !== undefined);
    heard.set(match.id, { by, wholly: wholly && (heard.get(match.id)?.wholly ?? true) });
  }
  return heard;
};

/**
 * Whether the device would speak and hear LLDP on that port: not a BMC and not a management namespace, which are hosts of their own, nor a
 * management port apart from the rest, where many do not.
 */
const speaks = (ground: Ground, id: string): boolean => {
  const port = ground.port(id);
  const device = ground.device(port.device);
  return !port.separate && hostOf(device, port) === device.id;
};

const missing = (ground: Ground, cable: Cable, by: readonly Witness[]): void => {
  ground.judge(cable, 'different');
  const { a, b, place } = cable;
  ground.differ(`missing ${cable.id}`, {
    kind: 'cable-missing',
    on: a,
    place,
    expected: b,
    seen: 'nothing',
    by,
  });
};

const judgeBy = (ground: Ground, heard: ReadonlyMap<string, Heard>, may: (cable: Cable) => boolean): void => {
  for (const cable of ground.network.cables) {
    if (/^(feed|provider):/.test(cable.b) || ground.verdict(cable.id)) continue;
    if (ground.touched(cable.a) || ground.touched(cable.b)) continue;
    const [a, b] = [cable.a, cable.b].map((id) => heard.get(ground.port(id).device));
    if (a?.wholly && b?.wholly && may(cable)) missing(ground, cable, [a.by, b.by]);
  }
};

/**
 * Cables that both ends should have told of and neither has. By LLDP: both devices were asked and have neighbours elsewhere, and both
 * would speak on those ports. By a documentation: it has other cables of both devices.
 */
export const judgeSilence = (ground: Ground, { reporters, neighbours, documented }: Observed): void => {
  const of = (kind: Reporter['of']) => reporters.filter((reporter) => reporter.of === kind);
  const spoken = heardOf(ground, of('neighbours'), neighbours);
  judgeBy(ground, spoken, ({ kind, a, b }) => FRAMES.has(kind) && speaks(ground, a) && speaks(ground, b));
  const ends = documented.flatMap(({ a, b }) => [a, b]);
  judgeBy(ground, heardOf(ground, of('documented'), ends), () => true);
};
