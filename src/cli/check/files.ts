import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { readTextFile } from '#host/files.ts';
import type { Rendered } from '#model/evidence.ts';
import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { renderedOf } from './rendered.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_FILES = 2000;

/** Paths of the regular files below a folder, as they lie on the host; none if there is no such folder. */
const pathsBelow = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch {
    return [];
  }
};

/** Files of one host; what is too large or no text has no place among configurations and is left out. */
const filesOf = (folder: string): RenderedFile[] =>
  pathsBelow(folder)
    .slice(0, MOST_FILES)
    .flatMap((path) => {
      const file = readTextFile(join(folder, path), MOST_BYTES);
      return file.ok ? [{ path: `/${path}`, mode: 0o600, text: file.value }] : [];
    });

/**
 * Files that lie in a folder, as `relaxops render` writes it or as gathered from hosts: `zrh1/r01/gw1/etc/relaxops/nftables.nft`. Hosts
 * that it has no folder for are not judged.
 */
export const filesIn = (network: Network, folder: string): Result<Rendered, string> => {
  const present = new Map(
    renderedOf(network).hosts.flatMap((host) => {
      const files = filesOf(join(folder, host));
      return files.length > 0 ? [[host, files] as const] : [];
    }),
  );
  if (present.size === 0) return fail('it has a folder for none of the hosts');
  return ok({ hosts: [...present.keys()], files: (host) => present.get(host) ?? [] });
};
