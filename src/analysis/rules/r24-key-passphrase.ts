import { userKeysIn } from './_keys.ts';
import { onDevice } from './_remark.ts';
import { configured, describedOnly } from './_rendered.ts';
import type { Rule } from './rule.ts';

/** T35: the jumphost could hold a passphrase protected key. One without is a key for whoever gets in there. */
export const keyPassphrase: Rule = {
  id: 'R24',
  name: 'key-passphrase',
  title: 'a private key that lies on a jumphost takes a passphrase',
  severity: 'error',
  from: 'b',
  sources: ['T35'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) =>
    configured(context, 'jumphost').flatMap(({ device, files }) =>
      userKeysIn(files)
        .filter(({ encrypted }) => encrypted === false)
        .map(({ path }) =>
          onDevice(context, device, {
            what: `holds the private key "${path}" without a passphrase`,
            expected: 'expected an encrypted one, or none',
            hint: 'operators pass through with "ssh -J" and keys that stay on their laptops',
          }),
        ),
    ),
  unjudged: (context) => describedOnly(context, 'jumphost'),
};
