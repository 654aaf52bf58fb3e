import type { Evidence, Records, Rendered } from '#model/evidence.ts';
import type { Network } from '#model/network.ts';
import { renderedOf } from '../../../src/cli/check/rendered.ts';

/** A file that takes the place of what would be rendered; without text the file is gone. */
interface Override {
  readonly host: string;
  readonly path: string;
  readonly text: string;
}

/** `==> zrh1/r01/gw1 /etc/relaxops/nftables.nft`, each heading before the text of that file. */
export const overridesIn = (text: string): Override[] =>
  text
    .split(/^==> /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const [host = '', path = ''] = heading.trim().split(' ');
      return { host, path, text: lines.join('\n').trimStart() };
    });

const withOverrides = (rendered: Rendered, overrides: readonly Override[]): Rendered => ({
  hosts: rendered.hosts,
  files: (host) => {
    const own = overrides.filter((one) => one.host === host);
    const kept = rendered.files(host).filter((file) => !own.some((one) => one.path === file.path));
    return [
      ...kept,
      ...own.filter(({ text }) => text !== '').map(({ path, text }) => ({ path, mode: 0o600, text })),
    ];
  },
});

/** What is rendered for a network, with some files otherwise, and records as JSON text. */
export const evidenceOf = (network: Network, files: string, records: string): Evidence => ({
  rendered: withOverrides(renderedOf(network), overridesIn(files)),
  ...(records.trim() === '' ? {} : { records: JSON.parse(records) as Records }),
});
