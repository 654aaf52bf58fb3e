import type { RenderedFile } from '#model/rendered.ts';
import { ROOT, UNITS } from './_text.ts';

/**
 * The files as they would be if their host's root were that folder: for daemons' checks, which open the files that a
 * configuration names.
 */
export const relocate = (files: readonly RenderedFile[], root: string): RenderedFile[] => {
  const moved = (text: string): string =>
    text.replaceAll(`${ROOT}/`, `${root}${ROOT}/`).replaceAll(`${UNITS}/`, `${root}${UNITS}/`);
  return files.map((file) => ({ ...file, path: moved(file.path), text: moved(file.text) }));
};
