import { ok, type Result } from '#base/result.ts';
import { buildImported } from './build-imported.ts';
import { type ClientOptions, netboxClient } from './client.ts';
import type { Imported } from './imported.ts';
import type { ImportProblem } from './problem.ts';
import { type OnProgress, readNetbox } from './read.ts';
import { ROLE_MAP, type RoleMap } from './role-map.ts';
import { type WrittenInventory, writeInventory } from './write-inventory.ts';

export interface ImportOptions extends ClientOptions {
  readonly roles?: RoleMap;
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
  readonly notes: readonly string[];
  readonly counts: ImportCounts;
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

/** Reads a NetBox and writes an inventory of it, or says why it cannot. */
export const importNetbox = async (options: ImportOptions): Promise<Result<NetboxImport, ImportProblem>> => {
  const client = netboxClient(options);
  if (!client.ok) return client;
  const data = await readNetbox(client.value, options.onProgress ?? (() => {}));
  if (!data.ok) return data;
  const imported = buildImported(data.value, options.roles ?? ROLE_MAP);
  const written = writeInventory(imported, called(client.value.origin));
  const counts = countsOf(imported, written.questions.length);
  return ok({ ...written, version: imported.version, notes: imported.notes, counts });
};
