import { fail, ok, type Result } from '#base/result.ts';
import { httpGet, httpUrl, pause } from '#host/http.ts';
import { type Attempt, attemptOf, attemptWithout } from './attempt.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { ImportProblem } from './problem.ts';

export interface ClientOptions {
  /** Of NetBox's front page; `/api/` behind it is understood. */
  readonly url: string;
  readonly token: string;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
  /** Told when something is waited for: `waiting 2 s: NetBox asks for fewer requests (429)`. */
  readonly onWait?: (text: string) => void;
}

/** Parameters of a request; a list asks for any of its values. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** Asks one NetBox, within bounds. */
export interface Client {
  readonly origin: string;
  readonly limits: Limits;
  /** The JSON at a path of the API such as `dcim/sites/`. */
  get(path: string, query: Query): Promise<Result<unknown, ImportProblem>>;
}

/** The API's root, or nothing if the text is no web address. */
export const apiRoot = (text: string): URL | undefined => {
  const url = httpUrl(text.includes('://') ? text : `https://${text}`);
  if (!url) return undefined;
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/api$/, '')}/api/`;
  return url;
};

interface State {
  readonly options: ClientOptions;
  readonly limits: Limits;
  readonly deadline: number;
  bytes: number;
  answered: boolean;
}

const tooMuch = (text: string): ImportProblem => ({
  code: 'too-much',
  text: `${text}; nothing was imported`,
});

/** One request, with the answer's meaning. */
const ask = async (state: State, url: URL): Promise<Attempt> => {
  const { limits, options } = state;
  const left = state.deadline - Date.now();
  if (left <= 0)
    return { next: 'stop', because: tooMuch(`the import took longer than ${limits.allMs / 60_000} minutes`) };
  const answer = await httpGet(url, {
    headers: { authorization: `Token ${options.token}`, accept: 'application/json' },
    timeoutMs: Math.min(limits.requestMs, left),
    maxBytes: limits.bytesPerAnswer,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!answer.ok) return attemptWithout(answer.error, url, state.answered);
  state.answered = true;
  state.bytes += answer.value.size;
  if (state.bytes > limits.bytesInAll)
    return {
      next: 'stop',
      because: tooMuch(`NetBox sent more than ${Math.round(limits.bytesInAll / 1048576)} MB`),
    };
  return attemptOf(answer.value, url, Date.now());
};

/** Follows redirects in the same place; `ask` never leaves it. */
const askThrough = async (state: State, url: URL): Promise<Attempt> => {
  let at = url;
  for (let i = 0; i <= state.limits.redirects; i++) {
    const attempt = await ask(state, at);
    if (attempt.next !== 'elsewhere') return attempt;
    at = attempt.url;
  }
  return {
    next: 'stop',
    because: { code: 'redirect', text: `${url.origin} redirects more than ${state.limits.redirects} times` },
  };
};

/** As long as the server asks for, else doubled each time; by chance up to half shorter, so that several clients do not come back at once. */
const waitFor = (limits: Limits, tried: number, afterMs: number | undefined): number => {
  const longest = Math.min(limits.longestWaitMs, limits.waitMs * 2 ** (tried - 1));
  return afterMs ?? longest * (0.5 + Math.random() / 2);
};

/** Tries until there is an answer, as often and as long as the bounds allow. */
const askUntil = async (state: State, url: URL): Promise<Result<unknown, ImportProblem>> => {
  const { limits, options } = state;
  for (let tried = 1; ; tried++) {
    const attempt = await askThrough(state, url);
    if (attempt.next === 'done') return ok(attempt.value);
    if (attempt.next !== 'again')
      return fail(attempt.next === 'stop' ? attempt.because : tooMuch('too many redirects'));
    const { because } = attempt;
    if (tried >= limits.tries) return fail({ ...because, text: `${because.text}, ${tried} times` });
    const wait = waitFor(limits, tried, attempt.afterMs);
    const seconds = Math.ceil(wait / 1000);
    if (wait > limits.longestRetryAfterMs)
      return fail({ ...because, text: `${because.text}, and to come back in ${seconds} s` });
    options.onWait?.(`waiting ${seconds} s: ${because.text}`);
    await pause(wait, options.signal);
  }
};

/** A client for the NetBox at the URL. */
export const netboxClient = (options: ClientOptions): Result<Client, ImportProblem> => {
  const root = apiRoot(options.url);
  if (!root)
    return fail({
      code: 'bad-url',
      text: `"${options.url}" is not the address of a NetBox, expected such as https://netbox.example.net`,
    });
  if (!/^[\x21-\x7e]+$/.test(options.token))
    return fail({
      code: 'token',
      text: 'the token is empty or has blanks in it',
      hint: 'set NETBOX_TOKEN, or name its file with --token-file',
    });
  const limits = { ...LIMITS, ...options.limits };
  const state: State = { options, limits, deadline: Date.now() + limits.allMs, bytes: 0, answered: false };
  return ok({
    origin: root.origin,
    limits,
    get: (path, query) => {
      const url = new URL(path, root);
      for (const [key, value] of Object.entries(query))
        for (const one of [value].flat()) url.searchParams.append(key, one);
      return askUntil(state, url);
    },
  });
};
