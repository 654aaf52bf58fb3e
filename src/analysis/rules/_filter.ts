import { perObject } from '#base/memo.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type Chain, chainsIn, type Permit } from './_nft.ts';
import { ROOT } from './_rendered.ts';

/** The filter chains of a file, read once however many rules ask. */
export const chainsOf = perObject((file: RenderedFile): readonly Chain[] => chainsIn(file.text));

/** The packet filter of a host. */
export const filterOf = (files: readonly RenderedFile[]): RenderedFile | undefined =>
  files.find(({ path }) => path === `${ROOT}/nftables.nft`);

/** What the packet filter of a host permits at a hook, or anywhere; a host without a filter permits nothing by it. */
export const permitsOf = (files: readonly RenderedFile[], at?: 'input' | 'forward' | 'output'): Permit[] => {
  const file = filterOf(files);
  return (file ? chainsOf(file) : [])
    .filter(({ hook }) => at === undefined || hook === at)
    .flatMap(({ permits }) => permits);
};
