import { RING3_ROLES } from '#model/role.ts';
import { publicKeysIn } from './_keys.ts';
import { addressValue } from './_nft.ts';
import { onDevice } from './_remark.ts';
import { type Configured, configured, describedOnly } from './_rendered.ts';
import { zonesOf } from './_zones.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Public halves of the keys that lie on jumphosts. */
const jumphostKeys = (context: RuleContext): Set<string> =>
  new Set(
    configured(context, 'jumphost').flatMap(({ files }) =>
      files
        .filter(({ path }) => path.endsWith('.pub'))
        .flatMap(({ text }) => publicKeysIn(text).map(({ key }) => key)),
    ),
  );

/** The addresses of `from="…"`; undefined: there is none. */
const pins = (options: string): string[] | undefined => /from="([^"]*)"/.exec(options)?.[1]?.split(',');

const isPinned = (context: RuleContext, options: string): boolean => {
  const { jumphosts } = zonesOf(context);
  const from = pins(options);
  return from?.every((ip) => jumphosts.has(addressValue(ip.trim()))) === true;
};

const loose = (context: RuleContext, { files }: Configured, keys: ReadonlySet<string>): string[] =>
  files
    .filter(({ path }) => path.includes('/authorized_keys/'))
    .filter(({ text }) =>
      publicKeysIn(text).some(({ key, options }) => keys.has(key) && !isPinned(context, options)),
    )
    .map(({ path }) => path);

const check = (context: RuleContext): Remark[] => {
  const keys = jumphostKeys(context);
  if (keys.size === 0) return [];
  return configured(context, ...RING3_ROLES).flatMap((host) =>
    loose(context, host, keys).map((path) =>
      onDevice(context, host.device, {
        what: `takes a jumphost's key from anywhere, in "${path}"`,
        expected: 'expected from="…" with the addresses of jumphosts before it',
      }),
    ),
  );
};

/** T36: tie this key to the address of the jumphost, so that it cannot be used from another. */
export const keyFromPin: Rule = {
  id: 'R25',
  name: 'key-from-pin',
  title: "devices take a jumphost's key from the addresses of jumphosts only",
  severity: 'warning',
  from: 'b',
  sources: ['T36'],
  profiles: ['talk'],
  needs: ['rendered'],
  check,
  unjudged: (context) => describedOnly(context, 'jumphost'),
};
