import type { RenderedFile } from '#model/rendered.ts';
import { chainsOf } from './_filter.ts';
import { onDevice, type Said } from './_remark.ts';
import { configured } from './_rendered.ts';
import type { Rule } from './rule.ts';

/** Formats without room for a comment: keys, certificates, addresses of single clients. */
const BARE = /\/(ccd[^/]*)\/|key$|\.pem$|\.pub$|known_hosts$/;

const isExplained = ({ text }: RenderedFile): boolean => text.startsWith('# RelaxOps');

const faults = (file: RenderedFile): Said[] => {
  if (BARE.test(file.path) || file.text.startsWith('-----BEGIN ')) return [];
  if (!isExplained(file))
    return [
      {
        what: `gets "${file.path}" that does not say where it comes from`,
        expected: 'expected a first line that does',
      },
    ];
  const silent = file.path.endsWith('.nft')
    ? chainsOf(file)
        .flatMap(({ permits }) => permits)
        .find((permit) => permit.comment === undefined && !permit.text.includes('"lo"'))
    : undefined;
  return silent
    ? [{ what: `lets pass "${silent.text}" without saying why`, expected: 'expected a comment' }]
    : [];
};

/** T56: it is much better that you really know what is going on, and do not rely on magic. */
export const explainedLines: Rule = {
  id: 'R42',
  name: 'explained',
  title: 'every rendered file says what it is, and every permit why it is there',
  severity: 'info',
  from: 'a',
  sources: ['T56'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) =>
    configured(context, 'gateway', 'jumphost', 'rendezvous').flatMap(({ device, files }) =>
      files.flatMap(faults).map((said) => onDevice(context, device, said)),
    ),
};
