import { describe, expect, it } from 'vitest';
import type { Index } from './entry.ts';
import { indexText, readIndex } from './index-text.ts';

const INDEX: Index = {
  crl: {
    pem: '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n',
    made: '2026-11-23',
    expires: '2036-11-20',
  },
  revoked: [{ subject: 'bob', serial: '4f01', on: '2026-11-23', keys: ['bob/3f2a91c0'] }],
  entries: [
    {
      name: 'vpn-key/alice',
      file: 'vpn-key/alice.0123456789ab.age',
      made: '2026-11-23',
      to: ['alice/aaaaaaaa', 'recovery/bbbbbbbb'],
      certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      serial: '5a',
      expires: '2029-02-25',
    },
    {
      name: 'ssh-host-key/zrh1/r10/gw1',
      file: 'ssh-host-key/zrh1/r10/gw1.0123456789ac.age',
      made: '2026-11-23',
      to: ['alice/aaaaaaaa'],
      public: 'ssh-ed25519 AAAA',
      exposed: ['bob'],
    },
    {
      name: 'ipmi-password/zrh1/r02/srv01:bmc',
      file: 'ipmi-password/zrh1/r02/srv01%3Abmc.0123456789ad.age',
      made: '2026-11-22',
      to: ['alice/aaaaaaaa'],
    },
  ],
};

describe('the index', () => {
  it('is a line a secret, sorted', async () => {
    await expect(indexText(INDEX)).toMatchFileSnapshot('expected/index.jsonl');
  });

  it('is read back as it was, whatever its order', () => {
    const read = readIndex(indexText(INDEX), 'index.jsonl');
    const sorted = [...INDEX.entries].reverse();
    expect(read.ok && read.value).toEqual({ ...INDEX, entries: sorted });
    expect(read.ok && indexText(read.value)).toBe(indexText(INDEX));
  });

  it('changes one line for one secret', () => {
    const [first, ...rest] = INDEX.entries;
    const other = { ...INDEX, entries: [{ ...first!, made: '2027-01-01' }, ...rest] };
    const [before, after] = [indexText(INDEX).split('\n'), indexText(other).split('\n')];
    expect(before.filter((line, i) => line !== after[i])).toHaveLength(1);
  });
});

const line = (more: object) =>
  JSON.stringify({
    secret: 'vpn-key/a',
    file: 'vpn-key/a.0123456789ab.age',
    made: '2026-11-23',
    to: [],
    ...more,
  });
const HEAD = '{"store":1}\n';

describe('a wrong index', () => {
  const cases: [string, string, RegExp][] = [
    ['is empty', '', /expected \{"store":1\} as first line/],
    ['is of a later version', '{"store":2}\n', /a line that is none/],
    [
      'has a conflict',
      `${HEAD}<<<<<<< HEAD\n${line({})}\n=======\n>>>>>>> other\n`,
      /two versions meet here/,
    ],
    ['has a name twice', `${HEAD}${line({})}\n${line({})}\n`, /"vpn-key\/a" is there twice/],
    [
      'leaves the folder',
      `${HEAD}${line({ file: '../../etc/x.0123456789ab.age' })}\n`,
      /a line that is none/,
    ],
    ['leaves it absolutely', `${HEAD}${line({ file: '/etc/x.0123456789ab.age' })}\n`, /a line that is none/],
    ['names what is no file of ours', `${HEAD}${line({ file: 'index.jsonl' })}\n`, /a line that is none/],
    ['moves the cursor', `${HEAD}${line({ secret: 'vpn-key/\u001b[2J' })}\n`, /a line that is none/],
    ['goes up by its name', `${HEAD}${line({ secret: 'vpn-key/../a' })}\n`, /a line that is none/],
    ['has more keys', `${HEAD}${line({ value: 'hush' })}\n`, /a line that is none/],
    ['is no JSON', `${HEAD}{\n`, /a line that is none/],
  ];
  it.each(cases)('that %s is refused with its place', (_what, text, said) => {
    const read = readIndex(text, 'secrets/index.jsonl');
    if (read.ok) throw new Error('accepted');
    expect(read.error[0]!.text).toMatch(said);
    expect(read.error[0]!.place.file).toBe('secrets/index.jsonl');
    expect(JSON.stringify(read.error)).not.toContain('hush');
  });

  it('says all its mistakes at once', () => {
    const read = readIndex(`${HEAD}{\n${line({})}\n[]\n`, 'x');
    expect(read.ok ? [] : read.error.map(({ place }) => place.line)).toEqual([2, 4]);
  });
});
