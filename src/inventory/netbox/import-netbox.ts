import { ok, type Result } from '#base/result.ts';
import { buildImported } from './build-imported.ts';
import { type ClientOptions, netboxClient } from './client.ts';
import { completeMapping } from './guess-mapping.ts';
import type { Imported } from './imported.ts';
import { type Mapping, NO_MAPPING } from './mapping.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import type { ImportProblem } from './problem.ts';
import { type NetboxData, type OnProgress, readNetbox } from './read.ts';
import { type WrittenInventory, writeInventory } from './write-inventory.ts';

export interface ImportOptions extends ClientOptions {
  /** How NetBox's words are to be read; what is missing is guessed. */
  readonly mapping?: Mapping;
  readonly memory?: Memory;
  readonly onProgress?: OnProgress;
}

/** How much was imported. */
export interface ImportCounts {
  readonly sites: number;
  readonly racks: number;
  readonly devices: number;
  readonly cables: number;
  readonly uplinks: number;
  readonly questions: number;
}

export interface NetboxImport extends WrittenInventory {
  readonly version: string;
  /** `NetBox 4.2.2 at netbox.example.net`, or a dump. */
  readonly from: string;
  readonly notes: readonly string[];
  readonly counts: ImportCounts;
  /** The mapping that was used, with guesses for what it did not have. */
  readonly mapping: Mapping;
  /** Names and numbers, to be given again. */
  readonly kept: Memory;
}

const countsOf = (imported: Imported, questions: number): ImportCounts => {
  const racks = imported.sites.flatMap((s) => s.racks);
  const links = [...imported.links.values(), imported.between];
  return {
    sites: imported.sites.length,
    racks: racks.length,
    devices: racks.flatMap((r) => r.devices).length,
    cables: links.flatMap((l) => l.cables).length,
    uplinks: links.flatMap((l) => l.uplinks).length,
    questions,
  };
};

/** The host as a person knows it; the port only says which test server it was. */
const called = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

/** An inventory of what was read. `from` says of what. */
export const importOf = (
  data: NetboxData,
  from: string,
  mapping: Mapping = NO_MAPPING,
  memory: Memory = NO_MEMORY,
): NetboxImport => {
  const complete = completeMapping(mapping, data);
  const { imported, kept } = buildImported(data, complete, memory);
  const written = writeInventory(imported, from);
  const counts = countsOf(imported, written.questions.length);
  return { ...written, version: data.version, from, notes: imported.notes, counts, mapping: complete, kept };
};

/** Reads a NetBox and writes an inventory of it, or says why it cannot. */
export const importNetbox = async (options: ImportOptions): Promise<Result<NetboxImport, ImportProblem>> => {
  const client = netboxClient(options);
  if (!client.ok) return client;
  const data = await readNetbox(client.value, options.onProgress ?? (() => {}));
  if (!data.ok) return data;
  const from = `NetBox ${data.value.version} at ${called(client.value.origin)}`;
  return ok(importOf(data.value, from, options.mapping, options.memory));
};
