import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAPS, mapOfExample } from '../../tools/maps.ts';
import { ROOT } from './source.ts';

const page = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

describe('the maps in docs/', () => {
  it.each(Object.entries(MAPS))(
    '%s is what is drawn now; npx tsx tools/maps.ts writes it anew',
    (picture, example) => expect(page(picture)).toBe(mapOfExample(example)),
  );

  it('are all shown somewhere', () => {
    const text = `${page('README.md')}\n${page('docs/map.md').replaceAll('](', '](docs/')}`;
    expect(Object.keys(MAPS).filter((picture) => !text.includes(picture))).toEqual([]);
  });
});
