import type { LabHost, LabPlan } from '../plan.ts';

/** The names that a lab knows: whoever asks for another one hears some that there are. */
export class Names {
  readonly #plan: LabPlan;

  constructor(plan: LabPlan) {
    this.#plan = plan;
  }

  host(id: string): LabHost {
    const { hosts } = this.#plan;
    const host = hosts.find((h) => h.id === id);
    if (!host) return this.expect('host', id, ids(hosts));
    return host;
  }

  /** The place of a wire that carries packets. */
  wire(id: string): number {
    const { wires } = this.#plan;
    const at = wires.findIndex((w) => w.id === id);
    return at >= 0 ? at : this.expect('wire', id, ids(wires));
  }

  /** Whatever can be cut. */
  cable(id: string): void {
    const { wires, hosts, emulated } = this.#plan;
    const known = [
      ...ids(wires),
      ...hosts.flatMap((h) => h.supplies.map((s) => s.cable)),
      ...(emulated?.lines ?? []).flatMap((line) => line.cable ?? []),
    ];
    if (!known.includes(id)) this.expect('wire', id, known);
  }

  feed(id: string): void {
    if (!this.#plan.feeds.includes(id)) this.expect('feed', id, this.#plan.feeds);
  }

  outlet(id: string): void {
    const known = ids(this.#plan.outlets);
    if (!known.includes(id)) this.expect('outlet', id, known);
  }

  chassis(id: string): void {
    const { hosts, outlets } = this.#plan;
    const known = [...hosts.map((h) => h.chassis), ...outlets.map((o) => o.pdu)];
    if (!known.includes(id)) this.expect('chassis', id, known);
  }

  /** Throws, with a few names of the kind. */
  expect(what: string, name: string, known: readonly string[]): never {
    const some = known
      .slice(0, 5)
      .map((k) => `"${k}"`)
      .join(', ');
    throw new Error(
      `no ${what} "${name}" in lab "${this.#plan.name}", expected one like ${some || 'none: it has none'}`,
    );
  }
}

const ids = (all: readonly { readonly id: string }[]): string[] => all.map((one) => one.id);
