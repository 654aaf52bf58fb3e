import { ANY, type FactSystem } from './facts/system.ts';
import { type UnrolledGate, type UnrolledRef, unrolled } from './openpsa-unroll.ts';

/** A fault tree in the Open-PSA Model Exchange Format 2.0d, and what is in it. */
export interface OpenPsa {
  readonly xml: string;
  readonly gates: number;
  readonly events: number;
  /** By goal: the name of its top event. */
  readonly tops: ReadonlyMap<number, string>;
}

/** The basic event that stands for the failure of a base fact. */
export const eventName = (fact: number): string => `e${fact}`;
const gateName = ({ fact, level }: UnrolledRef): string => (level < 1 ? `g${fact}` : `g${fact}_${level}`);

const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;')
    // XML 1.0 section 2.2 has no place for control characters, not even escaped.
    .replace(/[^\P{Cc}\t\n]/gu, '?');

const argument = (rest: UnrolledRef | undefined): string => {
  if (!rest) return '<constant value="true"/>';
  return rest.level < 0
    ? `<basic-event name="${eventName(rest.fact)}"/>`
    : `<gate name="${gateName(rest)}"/>`;
};

/**
 * A gate of failures: all-of fails when any does, any-of when all do. One argument stands for itself, for a formula takes two or more; a
 * true constant (what a loop starts from) is worked into the formula.
 */
const formula = ({ kind, rests }: UnrolledGate): string => {
  const given = rests.filter((rest) => rest !== undefined);
  if (kind !== ANY && given.length < rests.length) return argument(undefined);
  if (given.length === 0) return `<constant value="${kind === ANY}"/>`;
  if (given.length === 1) return argument(given[0]);
  const name = kind === ANY ? 'and' : 'or';
  return `<${name}>${given.map(argument).join('')}</${name}>`;
};

const label = (system: FactSystem, fact: number): string => `<label>${escaped(system.name(fact))}</label>`;

/** The facts that the goals rest on as a fault tree: their own gates, loops unrolled, one top event a goal. */
export const openPsa = (system: FactSystem, goals: readonly number[], name = 'relaxops'): OpenPsa => {
  const { tops, gates } = unrolled(system, goals);
  const refs = [...tops, ...gates.flatMap((gate) => gate.rests.filter((rest) => rest !== undefined))];
  const events = [...new Set(refs.filter((rest) => rest.level < 0).map((rest) => rest.fact))];
  const names = new Map(tops.map((top) => [top.fact, `top${top.fact}`]));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opsa-mef>',
    `<define-fault-tree name="lost"><label>${escaped(name)}</label>`,
    ...tops.map(
      (top) => `<define-gate name="top${top.fact}">${label(system, top.fact)}${argument(top)}</define-gate>`,
    ),
    ...gates.map(
      (gate) =>
        `<define-gate name="${gateName(gate)}">${label(system, gate.fact)}${formula(gate)}</define-gate>`,
    ),
    '</define-fault-tree>',
    '<model-data>',
    ...events.map(
      (fact) => `<define-basic-event name="${eventName(fact)}">${label(system, fact)}</define-basic-event>`,
    ),
    '</model-data>',
    '</opsa-mef>',
    '',
  ];
  return { xml: lines.join('\n'), gates: gates.length, events: events.length, tops: names };
};
