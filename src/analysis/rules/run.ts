import type { Place } from '#base/place.ts';
import { must } from '#base/result.ts';
import type { Finding } from '#model/finding.ts';
import type { Device, Network } from '#model/network.ts';
import { topologyOf } from '#model/topology.ts';
import { type Analysis, analyse } from '../state.ts';
import { inside, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext, Shared } from './rule.ts';
import { waiversOn } from './waivers.ts';

/** Devices by site and by rack, each also by role. */
const index = (network: Network): ReadonlyMap<string, readonly Device[]> => {
  const found = new Map<string, Device[]>();
  const add = (key: string, device: Device): void => {
    const list = found.get(key);
    if (list) list.push(device);
    else found.set(key, [device]);
  };
  for (const device of network.devices)
    for (const where of [device.site, device.rack].filter((id) => id !== undefined)) {
      add(where, device);
      add(`${where} ${device.role}`, device);
    }
  return found;
};

/** What the rules may ask about the network. */
export const ruleContext = (network: Network): RuleContext => {
  const devices = index(network);
  const places = new Map([...network.sites, ...network.racks].map((place) => [place.id, place]));
  let analysis: Analysis | undefined;
  return {
    network,
    topology: topologyOf(network),
    devicesAt: (id, role) => devices.get(role === undefined ? id : `${id} ${role}`) ?? [],
    where: (id) => places.get(id),
    analysis: () => {
      analysis ??= analyse(network);
      return analysis;
    },
  };
};

/** `"srv01" and "srv02" of "zrh1/r01"`; what does not stand there keeps its full name. */
const namesOf = (remarks: readonly Remark[], on: string): string => {
  const names = someOf(remarks.map((remark) => inside(on, remark.on)));
  return remarks.every((remark) => remark.on.startsWith(`${on}/`)) ? `${names} of "${on}"` : names;
};

const findingOf = (rule: Rule, remark: Remark): Finding => {
  const { group: _group, ...rest } = remark;
  return { code: rule.id, severity: rule.severity, ...rest };
};

const samePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

/** The narrowest that all of them are in. */
const sharedBy = (remarks: readonly Remark[]): Shared | undefined =>
  remarks[0]?.group?.within.find((shared) =>
    remarks.every((remark) => remark.group?.within.some((other) => other.id === shared.id)),
  );

/** Where all of them are written, such as a line of a template, if the cause may be there; else what they share. */
const placeOf = (remarks: readonly Remark[], shared: Shared): Place => {
  const [first] = remarks;
  const isNarrow = (first?.group?.within.length ?? 0) > 1;
  const together = first && isNarrow && remarks.every((remark) => samePlace(remark.place, first.place));
  return together ? first.place : shared.place;
};

const groupFinding = (rule: Rule, remarks: readonly Remark[]): Finding => {
  const first = must(remarks[0], 'remark');
  const shared = must(sharedBy(remarks), 'what a group shares');
  const text = must(first.group, 'group').text(namesOf(remarks, shared.id));
  return { ...findingOf(rule, first), on: shared.id, place: placeOf(remarks, shared), text };
};

/** Remarks with the same key share a cause; each of the others stands alone. */
const keyOf = ({ group, hint }: Remark, at: number): string => {
  const widest = group?.within.at(-1);
  return group && widest ? `${widest.id} ${group.text('')} ${hint}` : String(at);
};

/** One finding for each cause: what several things share is said once. */
const grouped = (rule: Rule, remarks: readonly Remark[]): Finding[] => {
  const groups = new Map<string, Remark[]>();
  remarks.forEach((remark, at) => {
    const key = keyOf(remark, at);
    const list = groups.get(key);
    if (list) list.push(remark);
    else groups.set(key, [remark]);
  });
  return [...groups.values()].map((list) =>
    list.length === 1 ? findingOf(rule, list[0]!) : groupFinding(rule, list),
  );
};

/**
 * Asks every rule that applies in the network's scenario. Accepted remarks are left out first, then those that share a
 * cause become one finding. `today` is an ISO date: waivers end.
 */
export const applyRules = (rules: readonly Rule[], network: Network, today: string): Finding[] => {
  const context = ruleContext(network);
  const waivers = waiversOn(network.waivers, today);
  const findings = rules
    .filter((rule) => rule.from <= network.scenario)
    .flatMap((rule) => grouped(rule, waivers.left(rule, rule.check(context))));
  return [...findings, ...waivers.findings(rules)];
};
