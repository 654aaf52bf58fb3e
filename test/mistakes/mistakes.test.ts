import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedFile, messagesOf, mistakes } from './run-mistake.ts';

describe('wrong inventories', () => {
  it('are at least 25', () => expect(mistakes().length).toBeGreaterThanOrEqual(25));

  it.each(mistakes())('%s', (name) => {
    const messages = messagesOf(name);
    expect(messages).toBe(readFileSync(expectedFile(name), 'utf8'));
    expect(messages).toContain(' error ');
    expect(messages).not.toContain('a network all the same');
  });
});
