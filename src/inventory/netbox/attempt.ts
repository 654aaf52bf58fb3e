import { fail, ok, type Result } from '#base/result.ts';
import { type HttpAnswer, type HttpProblem, httpUrl } from '#host/http.ts';
import type { ImportProblem } from './problem.ts';

/** What one answer means: JSON, a page elsewhere, try again (after so many milliseconds), or the end. */
export type Attempt =
  | { readonly next: 'done'; readonly value: unknown }
  | { readonly next: 'elsewhere'; readonly url: URL }
  | { readonly next: 'again'; readonly because: ImportProblem; readonly afterMs?: number }
  | { readonly next: 'stop'; readonly because: ImportProblem };

const stop = (code: ImportProblem['code'], text: string, hint?: string): Attempt => ({
  next: 'stop',
  because: { code, text, ...(hint ? { hint } : {}) },
});

const again = (code: ImportProblem['code'], text: string, afterMs?: number): Attempt => ({
  next: 'again',
  because: { code, text },
  ...(afterMs === undefined ? {} : { afterMs }),
});

/** Text of another machine in one line: no control characters, not long. */
export const plain = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);

const parseJson = (text: string): Result<unknown, undefined> => {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail(undefined);
  }
};

/** NetBox and its framework put their reason into `detail`, or into `error`. */
const reasonOf = (answer: HttpAnswer): string | undefined => {
  const body = parseJson(answer.text);
  if (!body.ok || typeof body.value !== 'object' || body.value === null) return undefined;
  const reason = Object.entries(body.value).find(([key]) => key === 'detail' || key === 'error')?.[1];
  return typeof reason === 'string' ? plain(reason) : undefined;
};

const NO_ANSWER: Readonly<Record<HttpProblem, string>> = {
  'bad-url': 'that is no address that a web client asks',
  'bad-port': 'a port that fetch refuses to ask, as browsers do',
  'unknown-host': 'no such host',
  refused: 'connection refused',
  unreachable: 'no route to it',
  timeout: 'no answer in time',
  'broken-off': 'the connection broke off',
  'too-large': 'the answer is larger than RelaxOps accepts',
  'not-text': 'the answer is not text',
  tls: 'no trusted TLS connection',
  'not-http': 'what answers there does not speak HTTP',
  interrupted: 'interrupted',
};

const HINTS: Readonly<Partial<Record<HttpProblem, string>>> = {
  tls: 'for a certificate of your own authority, set NODE_EXTRA_CA_CERTS to its file',
  refused: 'check host and port, and whether NetBox runs',
  'unknown-host': 'check the name',
  'bad-port':
    'NetBox has to answer on another port, such as 443 or 8000; until then a tunnel does: ssh -L 8000:HOST:PORT HOST, and http://localhost:8000',
};

/** Another try may help with these; `refused` only if it answered before. */
const PASSING: ReadonlySet<HttpProblem> = new Set([
  'timeout',
  'broken-off',
  'not-text',
  'refused',
  'unreachable',
]);

/** What a request without an answer means. */
export const attemptWithout = (problem: HttpProblem, url: URL, answeredBefore: boolean): Attempt => {
  const text = `${url.origin}: ${NO_ANSWER[problem]}`;
  if (problem === 'interrupted') return stop('interrupted', 'interrupted');
  if (problem === 'too-large') return stop('too-much', `${url.pathname}: ${NO_ANSWER[problem]}`);
  if (problem === 'bad-port') return stop('bad-url', text, HINTS[problem]);
  const first = !answeredBefore && (problem === 'refused' || problem === 'unreachable');
  return PASSING.has(problem) && !first ? again('no-answer', text) : stop('no-answer', text, HINTS[problem]);
};

/** `Retry-After` in milliseconds: seconds, or a date (RFC 9110 section 10.2.3). */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

/** http to https on the usual ports of a host is the same place; anything else must be the same origin. */
const samePlace = (from: URL, to: URL): boolean =>
  from.origin === to.origin ||
  (from.hostname === to.hostname &&
    from.protocol === 'http:' &&
    to.protocol === 'https:' &&
    from.port === '' &&
    to.port === '');

const redirected = (answer: HttpAnswer, url: URL): Attempt => {
  const location = answer.header('location') ?? '';
  const to = URL.canParse(location, url.href) ? httpUrl(new URL(location, url).href) : undefined;
  if (!to) return stop('redirect', `${url.origin} redirects to nowhere: "${plain(location)}"`);
  if (/^\/(login|oauth|saml|accounts)\b/.test(to.pathname))
    return stop('not-netbox', `${url.origin} asks for a login in a browser instead of answering on its API`);
  if (samePlace(url, to)) return { next: 'elsewhere', url: to };
  const hint = 'if that is your NetBox, give its address; the token was not sent there';
  return stop('redirect', `${url.origin} redirects to another host, ${to.origin}`, hint);
};

const refused = (answer: HttpAnswer, url: URL): Attempt => {
  const reason = reasonOf(answer);
  if (reason === undefined)
    return stop('not-netbox', `${url.origin} refuses access (${answer.status}), not as a NetBox does`);
  if (/permission/i.test(reason))
    return stop(
      'permission',
      `the token may not read ${url.pathname}: "${reason}"`,
      'give its user the "view" permission',
    );
  return stop(
    'token',
    `NetBox refuses the token: "${reason}"`,
    'set NETBOX_TOKEN, or name its file with --token-file',
  );
};

/** What an answer means. `now` is the time in milliseconds. */
export const attemptOf = (answer: HttpAnswer, url: URL, now: number): Attempt => {
  const { status } = answer;
  if (status >= 300 && status < 400) return redirected(answer, url);
  if (status === 401 || status === 403) return refused(answer, url);
  if (status === 404)
    return stop('not-netbox', `${url.origin}${url.pathname} does not exist: not the address of a NetBox`);
  const reason = reasonOf(answer);
  const said = reason === undefined ? '' : `: "${reason}"`;
  if (status === 429)
    return again(
      'busy',
      `NetBox asks for fewer requests (429)${said}`,
      retryAfterMs(answer.header('retry-after'), now),
    );
  if (status >= 500 && status !== 501)
    return again('fault', `NetBox fails (${status})${said}`, retryAfterMs(answer.header('retry-after'), now));
  if (status !== 200) return stop('fault', `${url.pathname} answers ${status}${said}`);
  const body = parseJson(answer.text);
  return body.ok
    ? { next: 'done', value: body.value }
    : again('garbage', `${url.pathname} answers with something that is not JSON`);
};
