import { cableKind } from '../cables.ts';
import { buildUplink } from './build-uplink.ts';
import { type Cabling, circuitText, type PathEnd, type Trace } from './cabling.ts';
import type { ImportedCable, ImportedLinks, ImportedSite, ImportedUplink, Question } from './imported.ts';
import { type Mapping, taggedFact } from './mapping.ts';
import { indexPorts, indexSaid, type Located, type Said } from './port-index.ts';
import type { NetboxData } from './read.ts';
import type { CircuitRow } from './rows.ts';

/** Names of providers by NetBox's id, handed out on demand. */
export type ProviderName = (provider: CircuitRow['provider']) => string;

/** What the links are worked out from. */
export interface LinkSources {
  readonly sites: readonly ImportedSite[];
  readonly data: NetboxData;
  readonly cabling: Cabling;
  readonly mapping: Mapping;
  /** Devices that are left out, by id, with how to call them. */
  readonly leftOut: ReadonlyMap<number, string>;
  readonly provider: ProviderName;
}

export interface LinksBuilt {
  readonly links: ReadonlyMap<string, ImportedLinks>;
  readonly between: ImportedLinks;
}

type CircuitEnd = Extract<PathEnd, { kind: 'circuit' }>;

interface Links {
  readonly uplinks: ImportedUplink[];
  readonly cables: ImportedCable[];
  readonly open: Question[];
}

const empty = (): Links => ({ uplinks: [], cables: [], open: [] });

/** Both directions of a run have one name, so that cables in one run are known by it. */
const runOf = (via: readonly string[]): string | undefined => {
  const named = via.map((name) => name.trim()).filter((name) => name !== '');
  if (named.length === 0) return undefined;
  const [there, back] = [named.join(', '), [...named].reverse().join(', ')];
  return there < back ? there : back;
};

const cableText = (trace: Trace): string => trace.cables.map((c) => `#${c.id}`).join(', ');

/** Works out what hangs on each port. */
class LinkBuilder {
  readonly links = new Map<string, Links>();
  readonly between = empty();
  private readonly done = new Set<string>();
  private readonly ports: ReadonlyMap<string, Located>;
  private readonly said: ReadonlyMap<string, Said>;
  private readonly cabling: Cabling;
  private readonly leftOut: ReadonlyMap<number, string>;
  private readonly mapping: Mapping;
  private readonly provider: ProviderName;

  constructor({ sites, data, cabling, mapping, leftOut, provider }: LinkSources) {
    this.ports = indexPorts(sites);
    this.said = indexSaid(data);
    this.cabling = cabling;
    this.mapping = mapping;
    this.leftOut = leftOut;
    this.provider = provider;
    for (const site of sites) this.links.set(site.name, empty());
  }

  build(): void {
    for (const [key, located] of this.ports)
      if (located.port && !this.done.has(key)) this.follow(key, located);
  }

  private at(located: Located): Links {
    return this.links.get(located.site) ?? this.between;
  }

  private ask(located: Located, text: string): void {
    this.at(located).open.push({ code: 'cable', text });
  }

  private follow(key: string, located: Located): void {
    const trace = this.cabling.trace(key);
    const said = this.said.get(key);
    if (!trace) {
      if (said?.row.mark_connected)
        this.ask(located, `${located.ref} is in use, says NetBox, and not what by: where does it go?`);
      return;
    }
    const planned = trace.cables.find((c) => c.status !== undefined && c.status !== 'connected');
    if (planned)
      this.ask(
        located,
        `${located.ref} has cable #${planned.id}, which is only ${planned.status}: is it there?`,
      );
    else if (trace.end.kind === 'port') this.join(key, located, trace, trace.end.key);
    else if (trace.end.kind === 'circuit') this.uplink(located, said, trace, trace.end);
    else
      this.ask(
        located,
        `${located.ref} has a cable (${cableText(trace)}) that ${trace.end.why}: where does it go?`,
      );
    if (planned && trace.end.kind === 'port') this.done.add(trace.end.key);
  }

  private uplink(located: Located, said: Said | undefined, trace: Trace, at: CircuitEnd): void {
    const { circuit, termination } = at;
    const kind = located.port?.kind;
    if (kind === 'data' || kind === 'management' || kind === 'bmc')
      this.at(located).uplinks.push(
        buildUplink({
          port: located,
          said,
          trace,
          circuit,
          termination,
          provider: this.provider(circuit.provider),
          mapping: this.mapping,
        }),
      );
    else
      this.ask(
        located,
        `${located.ref} is a ${kind} port on circuit ${circuit.cid}: left out, no path leads over it`,
      );
  }

  private join(key: string, located: Located, trace: Trace, otherKey: string): void {
    const other = this.ports.get(otherKey);
    const obstacle = this.obstacle(located, other, otherKey, trace);
    if (!other || obstacle !== undefined) this.ask(located, obstacle ?? '');
    else this.write(located, other, trace, this.doubts(key, otherKey, located, other, trace));
    this.done.add(key);
    if (other?.port) this.done.add(otherKey);
  }

  /** Why the cable cannot be written, if it cannot. */
  private obstacle(
    near: Located,
    far: Located | undefined,
    farKey: string,
    trace: Trace,
  ): string | undefined {
    if (!far) return `${near.ref} goes to ${this.called(farKey)}, which is left out`;
    if (this.done.has(farKey))
      return `${near.ref} shares cable ${cableText(trace)} with others; who meets whom?`;
    const [a, b] = [near.port?.kind, far.port?.kind];
    const fits =
      (a === 'interlink' && b === 'interlink') || (a && b && cableKind(a, b)) || (!b && a === 'power');
    return fits
      ? undefined
      : `${near.ref} (${a}) -- ${far.ref} (${b ?? 'feed'}) carries nothing that fits: what is it?`;
  }

  private write(a: Located, b: Located, trace: Trace, doubts: readonly string[]): void {
    const route = this.ductOf(trace) ?? runOf(trace.via);
    const apart = a.site !== b.site;
    const [first, second] = apart ? [a.full, b.full] : [a.ref, b.ref];
    const ask = doubts.length > 0 ? { ask: { code: 'cable', text: doubts.join(' ') } as const } : {};
    const to = apart ? this.between : this.at(a);
    to.cables.push({ a: first, b: second, ...(route === undefined ? {} : { route }), ...ask });
  }

  /** The duct that a tag of a cable names. */
  private ductOf(trace: Trace): string | undefined {
    const tags = trace.cables.flatMap((cable) => cable.tags);
    return taggedFact(this.mapping, tags, 'route')?.value;
  }

  private doubts(key: string, otherKey: string, a: Located, b: Located, trace: Trace): string[] {
    const endpoints = this.said.get(key)?.endpoints ?? [];
    const kinds = [a.port?.kind, b.port?.kind];
    const managed = kinds.includes('management') || kinds.includes('bmc');
    return [
      ...(trace.others.length > 0 ? [this.fansOut(trace)] : []),
      ...(endpoints.length > 0 && !endpoints.includes(otherKey)
        ? [`NetBox's stored path says ${this.called(endpoints[0] ?? '')}: which is right?`]
        : []),
      ...(managed && kinds.includes('data')
        ? ['management, but the other end is a production port: which network is it?']
        : []),
    ];
  }

  /** Several ends on a side of a cable, or a trunk into the rear of a panel: NetBox does not say which strand is whose. */
  private fansOut(trace: Trace): string {
    const others = trace.others.slice(0, 4).map((end) => this.calledEnd(end));
    const more = trace.others.length > others.length ? ', ...' : '';
    return `cable ${cableText(trace)} has several ends on a side, also ${others.join(', ')}${more}: who meets whom?`;
  }

  private calledEnd(end: PathEnd): string {
    if (end.kind === 'port') return this.called(end.key);
    return end.kind === 'circuit' ? `circuit ${circuitText(end.circuit)}` : end.why;
  }

  private called(key: string): string {
    const known = this.ports.get(key);
    if (known) return known.full;
    const said = this.said.get(key);
    const device = said && this.leftOut.get(said.row.device.id);
    return device === undefined ? key.replace(/^.*\./, '').replace(':', ' #') : `"${device}"`;
  }
}

/** Uplinks and cables of each site, and the cables between sites. */
export const buildLinks = (sources: LinkSources): LinksBuilt => {
  const builder = new LinkBuilder(sources);
  builder.build();
  return { links: builder.links, between: builder.between };
};
