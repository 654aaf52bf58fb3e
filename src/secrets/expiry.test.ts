import { expect, it } from 'vitest';
import { storeFindings } from './expiry.ts';
import type { Index } from './store/entry.ts';

const entry = (name: string, expires?: string, exposed?: string[]) => ({
  name,
  file: `${name}.0123456789ab.age`,
  made: '2026-01-01',
  to: [],
  ...(expires ? { expires } : {}),
  ...(exposed ? { exposed } : {}),
});
const INDEX: Index = {
  crl: { pem: '', made: '2026-01-01', expires: '2027-01-31' },
  revoked: [],
  entries: [entry('vpn-ca', '2027-02-10'), entry('vpn-key/alice', '2027-01-15'), entry('snmp-auth/a')],
};

it.each([
  ['2026-12-15', []],
  ['2026-12-16', ['warning the certificate of "alice" ends on 2027-01-15, in 30 days']],
  [
    '2027-01-30',
    [
      'error the certificate of "alice" ended on 2027-01-15',
      "warning the VPN's revocation list ends on 2027-01-31, in 1 day: no VPN then lets anybody in",
      "warning the VPN's authority ends on 2027-02-10, in 11 days: no VPN then lets anybody in",
    ],
  ],
])('on %s', (today, said) => {
  const found = storeFindings(INDEX, today, 'index.jsonl');
  expect(found.map(({ severity, text }) => `${severity} ${text}`)).toEqual(said);
});

it('what somebody knows who was revoked is one finding', () => {
  const index = {
    ...INDEX,
    entries: [entry('snmp-auth/a', undefined, ['bob']), entry('b', undefined, ['eve'])],
  };
  const found = storeFindings(index, '2026-01-01', 'index.jsonl');
  expect(found.map(({ text }) => text)).toEqual(['2 secrets are known to who was revoked: bob, eve']);
});
