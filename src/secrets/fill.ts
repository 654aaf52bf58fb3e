import type { Secrets } from '#model/material.ts';
import { type RenderedFile, secretsIn } from '#model/rendered.ts';

/** Puts secrets where their placeholders stand. An unknown name is a programmer's mistake and throws, without the text. */
export const fillSecrets = (files: readonly RenderedFile[], secrets: Secrets): RenderedFile[] =>
  files.map((file) => {
    const unknown = secretsIn(file.text).filter((name) => secrets[name] === undefined);
    if (unknown.length > 0) throw new Error(`${file.path} asks for unknown secrets: ${unknown.join(', ')}`);
    if (!file.text.includes('@{secret:')) return file;
    const text = file.text.replace(/@\{secret:([^}]+)\}/g, (_whole, name: string) =>
      secrets[name]!.reveal().trimEnd(),
    );
    return { ...file, text };
  });
