import type { RenderedFile } from '#model/rendered.ts';
import { chainsIn, type Permit } from './_nft.ts';
import { ROOT, textAt } from './_rendered.ts';

/** What the packet filter of a host permits at a hook, or anywhere; a host without a filter permits nothing by it. */
export const permitsOf = (files: readonly RenderedFile[], at?: 'input' | 'forward' | 'output'): Permit[] =>
  chainsIn(textAt(files, `${ROOT}/nftables.nft`) ?? '')
    .filter(({ hook }) => at === undefined || hook === at)
    .flatMap(({ permits }) => permits);
