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
  return `${JSON.stringify(envelope, undefined, 2)}\n`;
};
