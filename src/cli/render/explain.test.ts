import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { renderedHosts } from '#render/render-host.ts';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', 'examples/full/relaxops.yaml', 'render', '--explain', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

it('one line a line: where it lies, what it says, what it comes from, who asked for it', async () => {
  const { code, out } = await relaxops('--host', 'zrh1/r01/gw1');
  expect(code).toBe(0);
  expect(out).toContain(
    'zrh1/r01/gw1/etc/relaxops/keepalived.conf:14  advert_int 0.2  <- timers.vrrp-advert; T43: how soon the partner knows\n',
  );
  expect(out).not.toContain('nothing in the inventory');
});

it('long lists are counted in text and whole in JSON', async () => {
  const { out } = await relaxops('--host', 'zrh1/r01/jump1');
  expect(out).toMatch(/PermitOpen .* <- zrh1\/r01\/gw1:inside, .*, \d+ more; T33 T42: /);
  const { data } = JSON.parse((await relaxops('--host', 'zrh1/r01/jump1', '--json')).out);
  const line = data.hosts[0].lines.find((l: { text: string }) => l.text.startsWith('PermitOpen'));
  expect(line.facts.length).toBeGreaterThan(50);
  expect(line).toMatchObject({
    path: '/etc/relaxops/sshd_config',
    renderer: 'sshd',
    sources: ['T33', 'T42'],
  });
});

it('without --host all that is rendered, and a host that is not is refused', async () => {
  const { data } = JSON.parse((await relaxops('--json')).out);
  expect(data.hosts.map((h: { host: string }) => h.host)).toEqual([
    ...renderedHosts(loadInventory('examples/full/relaxops.yaml').network!),
    '_operators/alice',
    '_operators/bob',
    '_stations/mon1',
  ]);
  expect((await relaxops('--host', 'zrh1/r01/rt1')).code).toBe(1);
});
