import type { Secrets } from '#model/material.ts';
import { type RenderedFile, secretsIn } from '#model/rendered.ts';

/**
 * Puts secrets where their placeholders stand; names in `left` keep theirs. Any other unknown name is a programmer's
 * mistake and throws, without the text.
 */
export const fillSecrets = (
  files: readonly RenderedFile[],
  secrets: Secrets,
  left: ReadonlySet<string> = new Set(),
): RenderedFile[] =>
  files.map((file) => {
    const unknown = secretsIn(file.text).filter((name) => secrets[name] === undefined && !left.has(name));
    if (unknown.length > 0) throw new Error(`${file.path} asks for unknown secrets: ${unknown.join(', ')}`);
    if (!file.text.includes('@{secret:')) return file;
    const text = file.text.replace(/@\{secret:([^}]+)\}/g, (whole, name: string) =>
      secrets[name] === undefined ? whole : secrets[name].reveal().trimEnd(),
    );
    return { ...file, text };
  });
