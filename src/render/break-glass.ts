import { holdsKey } from '#model/break-glass.ts';
import { secretPlaceholder } from '#model/rendered.ts';
import { file, ROOT } from './_text.ts';
import type { Renderer } from './renderer.ts';

/** Operators on a jumphost; they may read the key, and nobody else is there (T37). */
export const OPERATORS_GROUP = 'relaxops';

const KEY = `${ROOT}/break-glass_key`;
/** Where operators find it: `ssh -i /run/relaxops/break-glass_key break-glass@10.1.1.11`. */
export const BREAK_GLASS_KEY = '/run/relaxops/break-glass_key';

/** How the key comes to where operators may read it; ssh refuses one that its own user lets others read (ssh(1), -i). */
export const breakGlassService: readonly string[] = [
  'ExecStartPre=/usr/bin/install -d -m 0755 /run/relaxops',
  `ExecStart=/usr/bin/install -m 0640 -g ${OPERATORS_GROUP} ${KEY} ${BREAK_GLASS_KEY}`,
];

/** A jumphost's own key, for when nobody's own key opens anything any more: with a passphrase (T35), bound to jumphosts (T36). */
export const breakGlass: Renderer = {
  id: 'break-glass',
  title: "a jumphost's own key",
  appliesTo: (host) => holdsKey(host.device),
  render: ({ material }, host) => [
    file('break-glass_key.pub', [`${material.breakGlassKeys[host.id]} ${host.id}`]),
    file('break-glass_key', [secretPlaceholder(`break-glass-key/${host.id}`)], 0o600),
  ],
};
