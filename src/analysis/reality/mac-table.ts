import type { MacSeen, Witness } from '#model/observed.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import { nearEnd } from './far-end.ts';
import type { Ground } from './ground.ts';

/** A known port whose MAC address a switch has learned. */
interface Sighting {
  readonly target: string;
  readonly at: string;
  readonly by: Witness;
}

/** The port of a switch behind which a port hangs by the inventory; undefined where nothing leads there. */
const expectedAt = (ground: Ground, at: string, target: string): string | undefined => {
  const { topology } = ground;
  const home = topology.attachment(target);
  if (!home || home.cable === undefined) return undefined;
  if (home.switch === at) return ground.expected(target);
  const first = topology.switchPath(at, home.switch)?.cables[0];
  const cable = first === undefined ? undefined : ground.cableAt(first);
  return cable && [cable.a, cable.b].find((end) => ground.port(end).device === at);
};

/** Whether another switch is plugged in there by the inventory: what is learned there may be anywhere behind it. */
const leadsOn = (ground: Ground, port: string): boolean => {
  const peer = ground.topology.peer(port);
  const role = peer && ground.device(peer.device).role;
  return (
    peer !== undefined &&
    !peer.separate &&
    role !== undefined &&
    (SWITCH_ROLES.has(role) || role === 'router')
  );
};

/** A BMC that shares a port of production has no cable of its own, so nothing is expected of it. */
const hasNoCable = (ground: Ground, target: string): boolean => {
  const port = ground.port(target);
  const bmc = ground.device(port.device).bmc;
  return port.kind === 'bmc' && (bmc === 'shared' || bmc === 'failover');
};

/** Somebody unknown on ports of management switches that the inventory leaves open, one difference a port. */
const judgeStrangers = (ground: Ground, rows: readonly (MacSeen & { readonly at: string })[]): void => {
  const byPort = new Map<string, MacSeen[]>();
  for (const row of rows) {
    const { role } = ground.device(ground.port(row.at).device);
    if (role !== 'management-switch' || ground.cableAt(row.at) || ground.topology.uplinkAt(row.at)) continue;
    const known = byPort.get(row.at);
    if (known) known.push(row);
    else byPort.set(row.at, [row]);
  }
  for (const [at, seen] of byPort) {
    const { mac, by } = seen[0]!;
    const macs = new Set(seen.map((one) => one.mac)).size;
    ground.differ(`${at} stranger`, {
      kind: 'cable-unwritten',
      on: at,
      place: ground.device(ground.port(at).device).place,
      expected: 'open',
      seen: macs === 1 ? `MAC address ${mac}` : `${macs} unknown MAC addresses such as ${mac}`,
      by: [by],
    });
  }
};

const sightingsOf = (
  ground: Ground,
  row: MacSeen,
  strangers: (MacSeen & { readonly at: string })[],
): Sighting[] => {
  const near = nearEnd(ground, row.device, row.port, row.by);
  if (near?.device === undefined) return [];
  const { role } = ground.device(near.device);
  if (!SWITCH_ROLES.has(role)) return [];
  const targets = ground.macs.ports(row.mac);
  const owners = new Set(targets.map((id) => ground.port(id).device));
  if (owners.size > 1) {
    const kind = 'ambiguous-mac';
    const text = `MAC address ${row.mac} could be of ${[...targets].slice(0, 5).join(', ')}`;
    ground.doubt(`${kind} ${row.mac}`, { kind, text, by: row.by });
    return [];
  }
  if (near.port === undefined) {
    const kind = 'unknown-port';
    const text = `${near.device} has no port "${near.strange}" in the inventory`;
    if (targets.length > 0)
      ground.doubt(`${kind} ${near.device} ${near.strange}`, { kind, text, by: row.by });
    return [];
  }
  if (targets.length === 0) strangers.push({ ...row, at: near.port });
  // One device's interfaces may share an address (a bridge has that of a port): the one that fits is meant.
  const fits = targets.filter((target) => expectedAt(ground, near.device!, target) === near.port);
  const meant = fits.length > 0 ? fits.slice(0, 1) : targets.slice(0, 1);
  return meant
    .filter((target) => ground.port(target).device !== near.device && !hasNoCable(ground, target))
    .map((target) => ({ target, at: near.port!, by: row.by }));
};

const differs = (ground: Ground, { target, at, by }: Sighting): void => {
  const cable = ground.cableAt(target);
  ground.judge(cable, 'different');
  const expected = ground.expected(target);
  const seen = leadsOn(ground, at) ? `behind ${at}` : at;
  ground.differ([target, at].sort().join(' '), {
    kind: expected === undefined ? 'cable-unwritten' : 'cable-elsewhere',
    on: target,
    place: cable?.place ?? ground.device(ground.port(target).device).place,
    expected: expected ?? 'open',
    seen,
    by: [by],
  });
};

/** All sightings of one port: wrong ones count only if no better one, at the edge, says where it is. */
const judgeTarget = (ground: Ground, sightings: readonly Sighting[]): void => {
  const right = ({ target, at }: Sighting) => expectedAt(ground, ground.port(at).device, target) === at;
  for (const { target, at } of sightings.filter(right))
    if (ground.expected(target) === at) ground.judge(ground.cableAt(target), 'confirmed');
  const wrong = sightings.filter((one) => !right(one));
  const edge = wrong.filter(({ at }) => !leadsOn(ground, at));
  for (const one of edge.length > 0 ? edge : wrong) differs(ground, one);
};

/** Judges where devices hang by the addresses that switches have learned. */
export const judgeMacs = (ground: Ground, macs: readonly MacSeen[]): void => {
  const byTarget = new Map<string, Sighting[]>();
  const strangers: (MacSeen & { readonly at: string })[] = [];
  for (const row of macs)
    for (const one of sightingsOf(ground, row, strangers)) {
      const known = byTarget.get(one.target);
      if (known) known.push(one);
      else byTarget.set(one.target, [one]);
    }
  for (const sightings of byTarget.values()) judgeTarget(ground, sightings);
  judgeStrangers(ground, strangers);
};
