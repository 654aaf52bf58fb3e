import { describe, expect, it } from 'vitest';
import { BUSY_MS, MOST_SESSIONS, Redfish, type RedfishRequest, SESSION_S } from './redfish.ts';

const SESSIONS = '/redfish/v1/SessionService/Sessions';
const RESET = '/redfish/v1/Systems/1/Actions/ComputerSystem.Reset';

const bench = (started = true) => {
  let [now, on, tokens] = [0, true, 0];
  const did: string[] = [];
  const board = {
    on: () => on,
    switch: (to: boolean) => {
      on = to;
      did.push(to ? 'on' : 'off');
    },
    reset: () => void did.push('reset'),
  };
  const redfish = new Redfish({
    board,
    name: 'srv1',
    user: 'oob',
    password: 'secret',
    now: () => now,
    token: () => `token${++tokens}`,
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  if (started) pass(BUSY_MS);
  const ask = (method: string, path: string, more: Partial<RedfishRequest> = {}) =>
    redfish.answer({ method, path, body: '', ...more });
  const logIn = (Password = 'secret', UserName = 'oob') =>
    ask('POST', SESSIONS, { body: JSON.stringify({ UserName, Password }) });
  return { ask, logIn, pass, did, token: () => ({ token: logIn().headers['X-Auth-Token']! }) };
};

describe('a Redfish service', () => {
  it('is busy for a while after its start, and says for how long', () => {
    const { ask, pass } = bench(false);
    const busy = ask('GET', '/redfish/v1/');
    expect([busy.status, busy.headers['Retry-After']]).toEqual([503, '2']);
    pass(BUSY_MS);
    expect(ask('GET', '/redfish/v1/').status).toBe(200);
  });

  it('shows its root to everybody, and nothing else', () => {
    const { ask } = bench();
    expect(ask('GET', '/redfish').body).toEqual({ v1: '/redfish/v1/' });
    expect(ask('GET', '/redfish/v1').body).toMatchObject({ Systems: { '@odata.id': '/redfish/v1/Systems' } });
    for (const path of ['/redfish/v1/Systems', '/redfish/v1/Systems/1', SESSIONS, '/nonsense'])
      expect(ask('GET', path).status).toBe(401);
    expect(ask('POST', RESET, { body: '{"ResetType":"ForceOff"}' }).status).toBe(401);
  });

  it('gives a session for the right password, and ends it when asked or forgotten', () => {
    const { ask, logIn, pass } = bench();
    for (const wrong of [logIn('wrong'), logIn('secret', 'root'), ask('POST', SESSIONS, { body: 'no json' })])
      expect(wrong.status).toBe(401);
    const made = logIn();
    const token = made.headers['X-Auth-Token']!;
    expect([made.status, made.headers.Location]).toEqual([201, `${SESSIONS}/1`]);
    expect(ask('GET', '/redfish/v1/Systems', { token }).status).toBe(200);
    expect(ask('DELETE', `${SESSIONS}/1`, { token }).status).toBe(204);
    expect(ask('GET', '/redfish/v1/Systems', { token }).status).toBe(401);
    const second = logIn().headers['X-Auth-Token']!;
    pass(SESSION_S * 1000 + 1);
    expect(ask('GET', '/redfish/v1/Systems', { token: second }).status).toBe(401);
  });

  it('has few sessions: who does not log out locks others out', () => {
    const { logIn, pass } = bench();
    for (let n = 0; n < MOST_SESSIONS; n++) expect(logIn().status).toBe(201);
    expect(logIn().status).toBe(503);
    pass(SESSION_S * 1000 + 1);
    expect(logIn().status).toBe(201);
  });

  it('takes basic authentication', () => {
    const { ask } = bench();
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const path = '/redfish/v1/Systems/1';
    expect(ask('GET', path, { authorization: basic('oob:secret') }).body).toMatchObject({ PowerState: 'On' });
    expect(ask('GET', path, { authorization: basic('oob:wrong') }).status).toBe(401);
  });

  it.each([
    ['On', 'on'],
    ['ForceOff', 'off'],
    ['GracefulShutdown', 'off'],
    ['ForceRestart', 'reset'],
    ['GracefulRestart', 'reset'],
    ['PowerCycle', 'reset'],
  ])('%s is %s', (ResetType, what) => {
    const { ask, did, token } = bench();
    expect(ask('POST', RESET, { ...token(), body: JSON.stringify({ ResetType }) }).status).toBe(204);
    expect(did).toEqual([what]);
  });

  it('refuses what it does not know', () => {
    const { ask, did, token } = bench();
    const known = token();
    for (const body of ['{"ResetType":"Explode"}', '{}', 'null', '[', '{"ResetType":"constructor"}'])
      expect(ask('POST', RESET, { ...known, body }).status).toBe(400);
    expect(ask('GET', '/redfish/v1/nonsense', known).status).toBe(404);
    expect(ask('PATCH', '/redfish/v1/Systems/1', known).status).toBe(405);
    expect(did).toEqual([]);
  });

  it('every link that it shows leads somewhere', () => {
    const { ask, token } = bench();
    const known = token();
    const links = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            key === '@odata.id' ? [String(inner)] : links(inner),
          );
    const seen = new Set<string>(['/redfish/v1']);
    for (const path of seen) {
      const { status, body } = ask('GET', path, known);
      expect([path, status]).toEqual([path, 200]);
      for (const link of links(body)) if (link !== `${SESSIONS}/1`) seen.add(link);
    }
    expect(seen.size).toBeGreaterThan(4);
  });
});
