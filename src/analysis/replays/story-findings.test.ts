import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { storyFindings } from './story-findings.ts';

const network = loadInventory('examples/b-one-rack/relaxops.yaml').network!;
const place = { file: 'relaxops.yaml', line: 7, column: 3, path: 'stories.digger' };

/** Codes and texts of what is found in a story with these failures. */
const found = (failures: readonly string[], id = 'digger') =>
  storyFindings({ ...network, stories: [{ id, failures, place }] });

const gateway = network.devices.find(({ role }) => role === 'gateway')!.id;

describe('a story', () => {
  it('of failures that exist has no findings', () => {
    expect(found([`device-dead:${gateway}`])).toEqual([]);
  });

  it('names each failure that does not exist once, where it stands, beside those that do', () => {
    const wrong = ['device-ded:x', 'device-ded:x', `device-dead:${gateway}7`, ''];
    const findings = found([...wrong, `device-dead:${gateway}`]);
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array.from({ length: 3 }, () => 'error story-failure'),
    );
    expect(findings.every((finding) => finding.place === place)).toBe(true);
    expect(findings[0]!.text).toBe(
      'story "digger": "device-ded" is not a failure kind, expected "device-dead"',
    );
    expect(findings[1]!.text).toContain(`"device-dead:${gateway}7" hits nothing`);
  });

  it('needs a failure', () => {
    expect(found([]).map(({ text }) => text)).toEqual([
      'story "digger" has no failures, expected at least one',
    ]);
  });

  it('is not called like a real outage', () => {
    expect(found([`device-dead:${gateway}`], 'optus').map(({ code }) => code)).toEqual(['story-name']);
  });
});
