import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderers } from './index.ts';

const FOLDER = new URL('../../docs/renderers/', import.meta.url);

it('every renderer has a page, and every page a renderer', () => {
  const pages = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual(renderers.map((renderer) => renderer.id));
});

it('a page is headed by its id and says what is written', () => {
  for (const { id } of renderers) {
    const text = readFileSync(new URL(`${id}.md`, FOLDER), 'utf8');
    expect(text.startsWith(`# ${id}\n`)).toBe(true);
    expect(text).toContain('Writes ');
  }
});
