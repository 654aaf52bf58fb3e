import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { imported, loaded, refusal } from './imported.ts';
import { MISSING, type StandIn, startStandIn, TOKEN } from './stand-in.ts';

let standIn: StandIn;
let whole: string;

beforeAll(async () => {
  if (MISSING) return;
  standIn = await startStandIn();
  whole = (await imported(standIn.url)).text;
}, 60_000);
afterAll(() => standIn?.stop());

describe('a NetBox that fails and recovers', () => {
  beforeEach((ctx) => {
    if (MISSING) ctx.skip(MISSING);
  });
  afterEach(async () => {
    if (!MISSING) await standIn.control('reset');
  });

  it.each([
    'status=429&times=2&path=/api/dcim/devices/',
    'status=500&times=2&path=/api/dcim/cables/',
    'status=503&times=3',
    'status=502&times=2&path=/api/circuits/',
    'kind=drop&times=2&path=/api/dcim/interfaces/',
    'kind=truncate&times=2&path=/api/dcim/interfaces/',
    'kind=garbage&times=2&path=/api/dcim/power-ports/',
    'kind=garbage&times=1',
    'delay=300&times=3',
  ])('%s: the same bytes', async (fault) => {
    await standIn.control(`fail?${fault}`);
    expect((await imported(standIn.url)).text).toBe(whole);
  });

  it('waits as long as Retry-After says, and says so', async () => {
    await standIn.control('fail?status=429&times=1&retry_after=1&path=/api/dcim/racks/');
    const waits: string[] = [];
    const began = performance.now();
    await imported(standIn.url, { onWait: (text) => waits.push(text) });
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000);
    expect(waits).toEqual([expect.stringMatching(/^waiting 1 s: .*429/)]);
  });

  it('asks again when an answer takes too long', async () => {
    await standIn.control('fail?delay=1500&times=1&path=/api/dcim/racks/');
    expect((await imported(standIn.url, { limits: { requestMs: 1000 } })).text).toBe(whole);
  });

  it('shows how far it is', async () => {
    const seen: string[] = [];
    await imported(standIn.url, { onProgress: (list, rows, count) => seen.push(`${list} ${rows}/${count}`) });
    expect(seen).toContain('dcim/cables 108/108');
  });
});

describe('a NetBox that does not recover', () => {
  beforeEach((ctx) => {
    if (MISSING) ctx.skip(MISSING);
  });
  afterEach(async () => {
    if (!MISSING) await standIn.control('reset');
  });

  it.each([
    ['status=500&times=99&path=/api/dcim/racks/', 'fault', 'NetBox fails (500)'],
    ['status=429&times=99&path=/api/dcim/racks/', 'busy', '429'],
    ['status=429&times=1&retry_after=3600', 'busy', 'come back in 3600 s'],
    ['kind=drop&times=99&path=/api/dcim/racks/', 'no-answer', 'the connection broke off'],
    ['kind=truncate&times=99&path=/api/dcim/racks/', 'no-answer', 'the connection broke off'],
    ['kind=garbage&times=99&path=/api/dcim/racks/', 'garbage', 'not JSON'],
    ['kind=garbage&times=99', 'not-netbox', 'not as a NetBox does'],
  ])('%s: %s', async (fault, code, text) => {
    await standIn.control(`fail?${fault}`);
    const problem = await refusal(standIn.url, { limits: { tries: 3 } });
    expect(problem).toMatchObject({ code, text: expect.stringContaining(text) });
  });

  it('refuses a wrong token in its own words', async () => {
    const problem = await refusal(standIn.url, { token: 'wrong' });
    expect(problem).toMatchObject({ code: 'token', text: 'NetBox refuses the token: "Invalid token"' });
    expect(problem.hint).toContain('NETBOX_TOKEN');
  });

  it('is left alone when somebody interrupts', async () => {
    const stop = new AbortController();
    const problem = await refusal(standIn.url, { signal: stop.signal, onProgress: () => stop.abort() });
    expect(problem.code).toBe('interrupted');
  });
});

describe('something else than a NetBox', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const serve = (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer(handle);
      servers.push(server);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
      });
    });
  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };
  /** A NetBox whose lists are all the same. */
  const lists = (page: (offset: number) => object): Promise<string> =>
    serve((request, response) => {
      const url = new URL(request.url ?? '/', 'http://host');
      if (url.pathname === '/api/status/') json(response, { 'netbox-version': '4.2.2' });
      else json(response, page(Number(url.searchParams.get('offset'))));
    });

  it.each([
    ['a page', (r: ServerResponse) => r.end('<html>hello</html>'), 'not-netbox'],
    ['nothing there', (r: ServerResponse) => r.writeHead(404).end('no'), 'not-netbox'],
    ['another API', (r: ServerResponse) => json(r, { hello: 'world' }), 'not-netbox'],
    ['a login', (r: ServerResponse) => r.writeHead(302, { location: '/login/?next=/' }).end(), 'not-netbox'],
    ['a wall', (r: ServerResponse) => r.writeHead(403).end('<html>'), 'not-netbox'],
    [
      'redirects for ever',
      (r: ServerResponse) => r.writeHead(302, { location: '/api/status/' }).end(),
      'redirect',
    ],
  ])('%s', async (_what, reply, code) => {
    const url = await serve((_request, response) => void reply(response));
    expect(await refusal(url)).toMatchObject({ code });
  });

  it('nobody there', async () => {
    const url = await serve(() => {});
    servers[0]!.close();
    expect(await refusal(url)).toMatchObject({ code: 'no-answer', text: `${url}: connection refused` });
  });

  it.each(['not a url', 'ftp://host/', 'http://user:secret@host/'])('"%s"', async (url) => {
    expect(await refusal(url)).toMatchObject({ code: 'bad-url' });
  });

  // https://fetch.spec.whatwg.org/#port-blocking
  it.each([6000, 22, 6667])('port %i, which fetch refuses', async (port) => {
    expect(await refusal(`http://127.0.0.1:${port}`)).toMatchObject({
      code: 'bad-url',
      text: `http://127.0.0.1:${port}: a port that fetch refuses to ask, as browsers do`,
      hint: expect.stringContaining('another port'),
    });
  });

  it('a redirect to another host: the token stays here', async () => {
    const heard: IncomingMessage[] = [];
    const other = await serve((request, response) => {
      heard.push(request);
      json(response, { 'netbox-version': '4.2.2' });
    });
    const tokens: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      tokens.push(request.headers.authorization);
      response.writeHead(301, { location: `${other}${request.url}` }).end();
    });
    const problem = await refusal(url);
    expect(problem).toMatchObject({ code: 'redirect', text: `${url} redirects to another host, ${other}` });
    expect(tokens).toEqual([`Token ${TOKEN}`]);
    expect(heard).toEqual([]);
  });

  it('next pages on another host: they are not asked there', async () => {
    const heard: IncomingMessage[] = [];
    const other = await serve((request, response) => {
      heard.push(request);
      json(response, { count: 0, next: null, results: [] });
    });
    const row = (id: number) => ({ id, name: `s${id}`, slug: `s${id}` });
    const url = await lists((offset) => ({
      count: 2,
      next: offset === 0 ? `${other}/api/dcim/sites/?offset=1` : null,
      results: offset < 2 ? [row(offset + 1)] : [],
    }));
    const made = await imported(url);
    expect(made.counts.sites).toBe(2);
    expect(heard).toEqual([]);
  });

  it('an answer without end', async () => {
    const url = await serve((_request, response) => {
      response.on('error', () => {});
      const more = (): void => {
        if (!response.destroyed) response.write('['.repeat(65_536), more);
      };
      more();
    });
    const problem = await refusal(url, { limits: { bytesPerAnswer: 1_000_000 } });
    expect(problem).toMatchObject({ code: 'too-much', text: expect.stringContaining('larger than') });
  });

  it('an answer that trickles', async () => {
    const url = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const problem = await refusal(url, { limits: { requestMs: 200, tries: 2 } });
    expect(problem).toMatchObject({ code: 'no-answer', text: expect.stringContaining('no answer in time') });
  });

  it('pages without end', async () => {
    const row = (id: number) => ({ id, name: `s${id}`, slug: `s${id}` });
    const url = await lists((offset) => ({ count: 1, next: 'x', results: [row(offset)] }));
    const problem = await refusal(url, { limits: { rowsPerList: 50 } });
    expect(problem).toMatchObject({ code: 'too-much', text: expect.stringContaining('more than 50 rows') });
  });

  it('the same page again and again', async () => {
    const url = await lists(() => ({ count: 9, next: 'x', results: [{ id: 1, name: 's', slug: 's' }] }));
    expect(await refusal(url)).toMatchObject({
      code: 'garbage',
      text: expect.stringContaining('repeats itself'),
    });
  });

  it('longer in all than it may take', async () => {
    const row = (id: number) => ({ id, name: `s${id}`, slug: `s${id}` });
    const url = await lists((offset) => ({ count: 1, next: 'x', results: [row(offset)] }));
    const problem = await refusal(url, { limits: { allMs: 300 } });
    expect(['too-much', 'no-answer']).toContain(problem.code);
  });

  it('a row that goes while the list is read: none is missed', async () => {
    let ids = [1, 2, 3, 4];
    const row = (id: number) => ({ id, name: `s${id}`, slug: `s${id}` });
    const url = await serve((request, response) => {
      const at = new URL(request.url ?? '/', 'http://host');
      const offset = Number(at.searchParams.get('offset'));
      if (at.pathname === '/api/status/') return json(response, { 'netbox-version': '4.2.2' });
      if (at.pathname !== '/api/dcim/sites/') return json(response, { count: 0, next: null, results: [] });
      const next = offset + 2 < ids.length ? 'more' : null;
      json(response, { count: ids.length, next, results: ids.slice(offset, offset + 2).map(row) });
      ids = ids.filter((id) => id !== 1);
    });
    const made = await imported(url, { limits: { pageSize: 2 } });
    expect(loaded(made.text).network?.sites.map((s) => s.id)).toEqual(['s2', 's3', 's4']);
  });

  it('a count that is never reached', async () => {
    const url = await lists(() => ({ count: 5, next: null, results: [{ id: 1, name: 's', slug: 's' }] }));
    expect(await refusal(url)).toMatchObject({
      code: 'garbage',
      text: expect.stringContaining('counts 4 more rows'),
    });
  });

  it('a redirect to another port of the same host, with and without TLS', async () => {
    for (const to of ['https://127.0.0.1:1/', 'http://127.0.0.1:2/', '//127.0.0.1:3/x']) {
      const url = await serve((_request, response) => void response.writeHead(302, { location: to }).end());
      expect(await refusal(url)).toMatchObject({ code: 'redirect' });
    }
  });

  it('rows that are no rows: counted, and left out', async () => {
    const url = await lists(() => ({ count: 2, next: null, results: [{ id: 1, name: 's', slug: 's' }, 7] }));
    const made = await imported(url);
    expect(made.notes).toContain('1 row of dcim/sites could not be understood and is left out');
  });
});
