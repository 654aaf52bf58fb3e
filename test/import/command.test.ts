import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeStdio } from '../../src/cli/fake-stdio.ts';
import { run } from '../../src/cli/run.ts';
import { MISSING, type StandIn, startStandIn, TOKEN } from './stand-in.ts';

let standIn: StandIn;
let folder: string;

beforeAll(async () => {
  if (!MISSING) standIn = await startStandIn();
}, 60_000);
afterAll(() => standIn?.stop());
beforeEach((ctx) => {
  if (MISSING) ctx.skip(MISSING);
  folder = mkdtempSync(join(tmpdir(), 'relaxops-import-'));
});
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true });
});

const relaxops = async (args: string[], env: Record<string, string> = { NETBOX_TOKEN: TOKEN }) => {
  const io = fakeStdio({ cwd: folder, env });
  const code = await run(args, io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
};
const importing = (...args: string[]) => relaxops(['import', 'netbox', standIn.url, ...args]);
const text = (name = 'relaxops.yaml') => readFileSync(join(folder, name), 'utf8');

/** The address of a port that nobody listens on any more. */
const closedPort = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
};

describe('relaxops import netbox', () => {
  it('writes an inventory and lists the questions by line', async () => {
    const { code, stdout } = await importing();
    expect(code).toBe(0);
    expect(stdout).toContain('24 sites, 42 racks, 53 devices, 64 cables, 26 uplinks');
    const place = /relaxops\.yaml:(\d+) +dm-akron\/Comms-closet\/dmi01-akron-pdu01:Input/.exec(stdout);
    expect(text().split('\n')[Number(place?.[1]) - 1]).toContain('# ? which feed supplies it?');
  });

  it('ends in a report of check and survive', async () => {
    await importing();
    const path = join(folder, 'relaxops.yaml');
    const check = await relaxops(['check', '-f', path]);
    expect(check.code).toBe(1);
    expect(check.stdout).toContain('R33');
    const survive = await relaxops(['survive', '-f', path]);
    expect(survive.stdout).toMatch(
      /^No device has a way in out of band yet, .* First step: say who may enter/,
    );
  });

  it('answers in JSON', async () => {
    const { stdout } = await importing('--json', '-o', 'other.yaml');
    const { ok, data } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(data).toMatchObject({ file: 'other.yaml', version: '4.2.2', counts: { devices: 53 } });
    expect(data.questions[0]).toMatchObject({ file: 'other.yaml', line: expect.any(Number) });
  });

  it('leaves alone what no import wrote, unless forced', async () => {
    writeFileSync(join(folder, 'relaxops.yaml'), 'mine: 1\n');
    const again = await importing();
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('"relaxops.yaml" is there already, and no import wrote it');
    expect(text()).toBe('mine: 1\n');
    expect(readdirSync(folder)).toEqual(['relaxops.yaml']);
    expect((await importing('--force')).code).toBe(0);
    expect(text()).toContain('relaxops: 1');
  });

  it('takes the token from a file', async () => {
    writeFileSync(join(folder, 'token'), `${TOKEN}\n`);
    const { code } = await relaxops(['import', 'netbox', standIn.url, '--token-file', 'token'], {});
    expect(code).toBe(0);
  });

  it('reads its mapping, with all its mistakes at once', async () => {
    const mapping = (roles: string) =>
      writeFileSync(join(folder, 'relaxops-import.yaml'), `roles:\n${roles}`);
    mapping('  access-switch: management-switch\n  pdu: leave-out\n');
    expect((await importing()).code).toBe(0);
    expect(text()).toContain('role: management-switch');
    expect(text('relaxops-import.yaml')).toContain('  pdu: leave-out\n  application-server: server\n');
    mapping('  router: ruter\n  switch: swich\n');
    const wrong = await importing();
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('relaxops-import.yaml:2:11');
    expect(wrong.stderr).toContain('relaxops-import.yaml:3:11');
  });

  it.each([
    ['no token', {}, 2, 'no token for NetBox'],
    ['a wrong token', { NETBOX_TOKEN: 'very-wrong' }, 2, 'NetBox refuses the token: "Invalid token"'],
    ['a token with blanks', { NETBOX_TOKEN: 'very wrong' }, 2, 'has blanks in it'],
  ])('%s', async (_what, env, code, message) => {
    const answer = await relaxops(['import', 'netbox', standIn.url], env);
    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(message);
    expect(answer.stderr + answer.stdout).not.toContain('very');
  });

  it('says when nobody answers', async () => {
    const url = await closedPort();
    const { code, stderr } = await relaxops(['import', 'netbox', url]);
    expect(code).toBe(4);
    expect(stderr).toContain(`${url}: `);
    expect(stderr).not.toContain(TOKEN);
  });

  it('says what to do about a port that fetch refuses', async () => {
    const { code, stderr } = await relaxops(['import', 'netbox', 'http://127.0.0.1:6000']);
    expect(code).toBe(2);
    expect(stderr).toContain('http://127.0.0.1:6000: a port that fetch refuses to ask, as browsers do\n');
    expect(stderr).toContain('hint NetBox has to answer on another port');
  });
});
