import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { fail, ok, type Result } from '#base/result.ts';
import { readTextFile } from '#host/files.ts';
import { run } from '#host/process.ts';
import type { Finding } from '#model/finding.ts';
import { Secret } from '#model/secret.ts';
import type { Trouble } from './trouble.ts';

/** Secrets that are kept elsewhere: name to `exec:CMD ARGS…`, `env:NAME` or `file:PATH`. */
export type References = ReadonlyMap<string, string>;

export const REFERENCES = 'references.yaml';
const MOST_BYTES = 64 * 1024;
const SECONDS = 10;

/** What the other half is known of: a password. A key's other half is made here, and would not fit. */
const MAY_REFER =
  /^(ipmi-password|pdu-password|console-password|snmp-read|snmp-write|snmp-auth|snmp-priv)\/[\w.:/-]+$/;
const REFERENCE = /^(exec:\s*\S.*|env:[A-Za-z_]\w*|file:.+)$/;

/** Reads `references.yaml` of a store; all its mistakes at once. */
export const readReferences = (text: string, file: string): Result<References, readonly Finding[]> => {
  let value: unknown;
  const lines = text.split('\n');
  const at = (name: string): number => lines.findIndex((line) => line.includes(name)) + 1 || 1;
  const wrong = (line: number, message: string): Finding => ({
    code: 'bad-reference',
    severity: 'error',
    text: message,
    place: { file, line, column: 1, path: '' },
  });
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch {
    return fail([wrong(1, 'no YAML, expected lines such as "pdu-password/zrh1/r01/pdu1: env:PDU_PASSWORD"')]);
  }
  if (value === null) return ok(new Map());
  if (typeof value !== 'object' || Array.isArray(value)) return fail([wrong(1, 'expected a map of names')]);
  const findings = Object.entries(value).flatMap(([name, reference]) => {
    if (!MAY_REFER.test(name))
      return [wrong(at(name), `"${name}" cannot be kept elsewhere, expected a password or an SNMPv3 key`)];
    // What stands there may be the password itself, by mistake: it is not repeated.
    if (typeof reference !== 'string' || !REFERENCE.test(reference))
      return [wrong(at(name), `"${name}" has no reference, expected exec:CMD, env:NAME or file:PATH`)];
    return [];
  });
  return findings.length > 0 ? fail(findings) : ok(new Map(Object.entries(value as Record<string, string>)));
};

/** Texts of four letters or more that were on stdout do not appear from stderr. */
const masked = (said: string, stdout: string): string => {
  const hidden = stdout.split('\n').flatMap((line) => (line.trim().length >= 4 ? [line.trim()] : []));
  const text = hidden.reduce((all, one) => all.replaceAll(one, '[secret]'), said);
  return text.trim().split('\n').slice(-3).join(' / ').slice(0, 300);
};

const trouble = (name: string, why: string): Trouble => ({ text: `"${name}" cannot be had: ${why}` });

const byExec = async (name: string, command: string, folder: string): Promise<Result<Secret, Trouble>> => {
  const argv = command.trim().split(/\s+/);
  const ended = await run(argv, { timeoutMs: SECONDS * 1000, maxOutput: MOST_BYTES + 1, cwd: folder });
  if (ended.spawnError !== undefined)
    return fail(trouble(name, `"${argv[0]}" does not start (${ended.spawnError})`));
  if (ended.timedOut) return fail(trouble(name, `"${argv[0]}" took longer than ${SECONDS} s`));
  if (!ended.ok) {
    const said = masked(ended.stderr, ended.stdout);
    return fail(
      trouble(name, `"${argv[0]}" ended with ${ended.exitCode ?? ended.signal}${said && `: ${said}`}`),
    );
  }
  return bounded(name, ended.stdout);
};

const bounded = (name: string, text: string): Result<Secret, Trouble> => {
  const value = text.replace(/\r?\n$/, '');
  if (value === '') return fail(trouble(name, 'it is empty'));
  return Buffer.byteLength(value) > MOST_BYTES
    ? fail(trouble(name, `it is longer than ${MOST_BYTES} bytes`))
    : ok(new Secret(value));
};

/** Fetches a secret from where it is kept. What a command prints is never shown. */
export const fetchReference = async (
  name: string,
  reference: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<Secret, Trouble>> => {
  const [, how, what = ''] = /^(exec|env|file):(.*)$/.exec(reference) ?? [];
  if (how === 'exec') return byExec(name, what, folder);
  if (how === 'env') {
    const value = env[what];
    return value === undefined ? fail(trouble(name, `${what} is not set`)) : bounded(name, value);
  }
  const path = isAbsolute(what) ? what : join(folder, what);
  const text = readTextFile(path, MOST_BYTES);
  return text.ok ? bounded(name, text.value) : fail(trouble(name, `"${what}" is ${text.error}`));
};
