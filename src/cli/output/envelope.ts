import { spellControls } from '#base/control.ts';
import type { Finding } from '#model/finding.ts';

/** What `--json` prints, whatever the command: one envelope. */
export interface Envelope {
  /** `relaxops/<command>/<version>` */
  readonly schema: string;
  readonly ok: boolean;
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

/** The envelope as JSON text with a final line feed. */
export const envelopeText = (
  schema: string,
  outcome: { readonly ok: boolean; readonly data: unknown; readonly findings: readonly Finding[] },
): string => {
  const envelope: Envelope = {
    schema: `relaxops/${schema}`,
    ok: outcome.ok,
    data: outcome.data ?? null,
    findings: outcome.findings,
  };
  // JSON escapes C0 only; the rest may stand in a terminal's way as well.
  return `${spellControls(JSON.stringify(envelope, undefined, 2), '\n')}\n`;
};
