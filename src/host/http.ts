import { fail, ok, type Result } from '#base/result.ts';

/**
 * The only place that speaks HTTP. Every request has a time limit, every answer a size limit that counts while it
 * streams, after decompression; redirects are answers like any other, so that nothing follows one unasked.
 */
export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** From the first byte sent to the last one read. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** A header's value by name, in any case. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
  /** Bytes of the body. */
  readonly size: number;
}

/** Why there is no answer. */
export type HttpProblem =
  | 'bad-url'
  | 'bad-port'
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'broken-off'
  | 'too-large'
  | 'not-text'
  | 'tls'
  | 'not-http'
  | 'interrupted';

/** Codes of Node's net, tls, dns and of undici, by what a person would do about them. */
const PROBLEMS: readonly (readonly [RegExp, HttpProblem])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_)/, 'unknown-host'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/, 'unreachable'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/CERT|^ERR_(TLS|SSL)_|^EPROTO$|SELF_SIGNED|UNABLE_TO_/, 'tls'],
  [/^HPE_/, 'not-http'],
];

/** Errors of fetch carry what happened as a chain of causes, several of them where several addresses were tried. */
const codesOf = (error: unknown, depth = 0): string[] => {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const tried = error instanceof AggregateError ? error.errors : [];
  return [...own, ...[error.cause, ...tried].flatMap((cause) => codesOf(cause, depth + 1))];
};

const problemOf = (error: unknown, signal: AbortSignal, asked: AbortSignal | undefined): HttpProblem => {
  if (asked?.aborted) return 'interrupted';
  if (signal.aborted) return 'timeout';
  // https://fetch.spec.whatwg.org/#port-blocking
  if (error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port')
    return 'bad-port';
  const codes = codesOf(error);
  const known = PROBLEMS.find(([pattern]) => codes.some((code) => pattern.test(code)));
  return known?.[1] ?? 'broken-off';
};

/** The body as far as it fits; undefined as soon as it does not. */
const readBody = async (response: Response, maxBytes: number): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const answerOf = async (response: Response, maxBytes: number): Promise<Result<HttpAnswer, HttpProblem>> => {
  const body = await readBody(response, maxBytes);
  if (!body) return fail('too-large');
  const text = decode(body);
  if (text === undefined) return fail('not-text');
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return ok({ status: response.status, header, text, size: body.length });
};

/** The http or https URL that the text spells, without a password in it, or nothing. */
export const httpUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const web = url?.protocol === 'http:' || url?.protocol === 'https:';
  return web && url.username === '' && url.password === '' ? url : undefined;
};

/** Asks once. Never throws, never follows a redirect, never takes longer or more than allowed. */
export const httpGet = async (url: URL, request: HttpRequest): Promise<Result<HttpAnswer, HttpProblem>> => {
  if (!httpUrl(url.href)) return fail('bad-url');
  const limit = AbortSignal.timeout(Math.max(1, Math.round(request.timeoutMs)));
  const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
  try {
    const headers = { ...request.headers };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    return await answerOf(response, request.maxBytes);
  } catch (error) {
    return fail(problemOf(error, limit, request.signal));
  }
};

/** Waits, or less if interrupted. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
