import { expect, it } from 'vitest';
import type { Finding } from '#model/finding.ts';
import { envelopeText } from './envelope.ts';

const finding: Finding = {
  code: 'R03',
  severity: 'warning',
  text: 'one uplink only',
  place: { file: 'relaxops.yaml', line: 3, column: 5, path: 'sites.zrh1' },
};

it('is the same for every command, in this order', () => {
  const text = envelopeText('check/1', { ok: true, data: { devices: 3 }, findings: [finding] });
  expect(Object.keys(JSON.parse(text))).toEqual(['schema', 'ok', 'data', 'findings']);
  expect(JSON.parse(text)).toEqual({
    schema: 'relaxops/check/1',
    ok: true,
    data: { devices: 3 },
    findings: [finding],
  });
});

it('has null where there is no data, and ends with a line feed', () => {
  const text = envelopeText('where/1', { ok: false, data: undefined, findings: [] });
  expect(JSON.parse(text).data).toBeNull();
  expect(text.endsWith('}\n')).toBe(true);
});
