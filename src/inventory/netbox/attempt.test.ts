import { describe, expect, it } from 'vitest';
import { attemptOf, plain, retryAfterMs } from './attempt.ts';
import { apiRoot } from './client.ts';

const URL_ = new URL('http://netbox.example.net/api/dcim/sites/');
const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
  attemptOf({ status, text, size: text.length, header: (name) => headers[name] }, URL_, 0);

describe('attemptOf', () => {
  it.each([
    [200, '{"a": 1}', {}, { next: 'done', value: { a: 1 } }],
    [200, '<html>', {}, { next: 'again', because: { code: 'garbage' } }],
    [429, '{"detail": "slow"}', { 'retry-after': '7' }, { next: 'again', afterMs: 7000 }],
    [500, '{"error": "boom"}', {}, { next: 'again', because: { text: 'NetBox fails (500): "boom"' } }],
    [501, '', {}, { next: 'stop', because: { code: 'fault' } }],
    [
      400,
      '{"detail": "bad\\u001b[31m filter"}',
      {},
      { next: 'stop', because: { text: expect.stringContaining('"bad [31m filter"') } },
    ],
    [403, '{"detail": "Invalid token"}', {}, { next: 'stop', because: { code: 'token' } }],
    [
      403,
      '{"detail": "You do not have permission to perform this action."}',
      {},
      { next: 'stop', because: { code: 'permission' } },
    ],
    [301, '', { location: '/api/dcim/sites/?x' }, { next: 'elsewhere' }],
    [301, '', { location: 'https://netbox.example.net/api/' }, { next: 'elsewhere' }],
    [
      301,
      '',
      { location: 'http://netbox.example.net:81/api/' },
      { next: 'stop', because: { code: 'redirect' } },
    ],
    [302, '', { location: 'file:///etc/passwd' }, { next: 'stop', because: { code: 'redirect' } }],
    [302, '', {}, { next: 'elsewhere' }],
  ])('%i %s', (status, text, headers, expected) => {
    expect(answer(status, text, headers)).toMatchObject(expected);
  });
});

it.each([
  ['3', 3000],
  ['Thu, 01 Jan 1970 00:00:09 GMT', 9000],
  ['Thu, 01 Jan 1960 00:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After: %s', (header, expected) => expect(retryAfterMs(header, 0)).toBe(expected));

it.each([
  ['https://nb.example.net', 'https://nb.example.net/api/'],
  ['https://nb.example.net/netbox/api/', 'https://nb.example.net/netbox/api/'],
  ['nb.example.net/netbox?x#y', 'https://nb.example.net/netbox/api/'],
  ['http://u:p@nb.example.net', undefined],
  ['ftp://nb.example.net', undefined],
  ['', undefined],
])('%s', (url, expected) => expect(apiRoot(url)?.href).toBe(expected));

it('shows text of another machine as one short line', () => {
  expect(plain(' a\n\u001b[2J b ')).toBe('a [2J b');
  expect(plain('x'.repeat(999))).toHaveLength(200);
});
