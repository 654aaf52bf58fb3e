import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from './secret.ts';

it('a secret is [secret] however it is turned into text', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w/+]{12,40}$/), (text) => {
      const secret = new Secret(text);
      const said = [
        `${secret}`,
        String(secret),
        JSON.stringify({ secret }),
        inspect({ deep: [secret] }, { depth: 9, showHidden: true }),
        format('%s %o %O %j', secret, secret, secret, secret),
        new Error(`bad ${secret}`).message,
        Object.keys(secret).join(),
        JSON.stringify(structuredClone({ ...secret })),
      ];
      expect(said.filter((one) => one.includes(text))).toEqual([]);
      expect(secret.reveal()).toBe(text);
    }),
  );
});
