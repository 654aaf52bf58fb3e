/** A file of a host, as rendered: text with `@{secret:name}` where a secret belongs. */
export interface RenderedFile {
  /** Absolute path on the host, below `/etc/relaxops` or `/etc/systemd/system`. */
  readonly path: string;
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly text: string;
}

/** How the text of a secret is spelt in a rendered file. */
export const secretPlaceholder = (name: string): string => `@{secret:${name}}`;

/** Names of the secrets that a text asks for. */
export const secretsIn = (text: string): string[] =>
  [...text.matchAll(/@\{secret:([^}]+)\}/g)].map((match) => match[1]!);
