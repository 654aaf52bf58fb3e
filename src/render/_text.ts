import type { RenderedFile } from '#model/rendered.ts';
import type { Host } from './renderer.ts';

/** Where all of ours lies on a host. */
export const ROOT = '/etc/relaxops';
export const UNITS = '/etc/systemd/system';
/** The network namespace of scenario A (T11). */
export const NAMESPACE = 'relaxops-mgmt';

/** The first line of each file: whose it is, so that nobody edits it by hand. */
export const header = (host: Pick<Host, 'id'>, what: string): string =>
  `# RelaxOps: ${what} of ${host.id}. Rendered from the inventory; changes here will be lost.`;

/** A file below `/etc/relaxops`. */
export const file = (path: string, lines: readonly string[], mode = 0o644): RenderedFile => ({
  path: `${ROOT}/${path}`,
  mode,
  text: `${lines.join('\n')}\n`,
});
