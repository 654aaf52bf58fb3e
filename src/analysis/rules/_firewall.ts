import { perObject } from '#base/memo.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type Chain, chainsIn } from './_nft.ts';
import { ROOT } from './_rendered.ts';

/** The filter chains of a file, read once however many rules ask. */
export const chainsOf = perObject((file: RenderedFile): readonly Chain[] => chainsIn(file.text));

/** The filter chains of a host; none if it has no packet filter. */
export const firewallOf = (files: readonly RenderedFile[]): readonly Chain[] => {
  const file = files.find(({ path }) => path === `${ROOT}/nftables.nft`);
  return file ? chainsOf(file) : [];
};
