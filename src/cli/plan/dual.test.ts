import { describe, expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { run } from '../run.ts';

/** What commands say of a network that has IPv6 beside IPv4. */
const relaxops = async (...argv: string[]) => {
  const io = fakeStdio({ cwd: process.cwd() });
  const code = await run(['-f', 'test/cases/ipv6/relaxops.yaml', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
};

describe('plan', () => {
  it('has both addresses of a port in a row, and the prefix in front', async () => {
    const { out } = await relaxops('plan');
    expect(out).toMatch(/^ipv6: 10\.0\.0\.0\/8 and fd12:3456:789a::\/48, scenario d\n/);
    expect(out).toMatch(/^address +port +network +ipv6\n/m);
    expect(out).toMatch(/^10\.1\.0\.11\/16 +zrh1\/r01\/jump1:mgmt +management +fd12:3456:789a:1::11\/64\n/m);
    expect(out).toMatch(/^10\.1\.1\.22\/16 +zrh1\/r01\/pdu2:mgmt +management\n/m);
  });

  it('as data has them too, and ports list both', async () => {
    const { data } = JSON.parse(
      (await relaxops('plan', '--json', 'zrh1/r01/jump1', '--kind', 'addresses')).out,
    );
    expect(data).toMatchObject({
      ipv6: 'fd12:3456:789a::/48',
      addresses: [{ ip: '10.1.0.11', ip6: 'fd12:3456:789a:1::11' }],
    });
    const csv = await relaxops('plan', '--csv', 'zrh1/r01/jump1');
    expect(csv.out).toBe(
      'address,port,network,ipv6\n10.1.0.11/16,zrh1/r01/jump1:mgmt,management,fd12:3456:789a:1::11/64\n',
    );
    expect((await relaxops('plan', '--ports', 'zrh1/r01/jump1')).out).toContain(
      '10.1.0.11 fd12:3456:789a:1::11',
    );
  });

  it('--permits has both, and no source that cannot meet its destination', async () => {
    const { out } = await relaxops('plan', '--permits', '--json', '--device', 'zrh1/r01/gw1');
    const rows: { why: string; sources: string[]; destinations: string[] }[] = JSON.parse(out).data.permits;
    const row = (why: string) => rows.filter((one) => one.why.startsWith(why)).at(-1);
    const v6 = (elements: string[] = []) => elements.filter((element) => element.includes(':'));
    const jumphosts = row('jumphosts to PDUs');
    expect(v6(jumphosts?.sources)).toEqual(['fd12:3456:789a:1::11', 'fd12:3456:789a:2::11']);
    expect(v6(jumphosts?.destinations)).toEqual(['fd12:3456:789a:1::/64', 'fd12:3456:789a:2::/64']);
    expect(v6(row('operators to jumphosts')?.destinations)).toEqual([]);
  });
});

describe('others', () => {
  it('where finds by either', async () => {
    const asked = ['10.1.1.31', 'fd12:3456:789a:1::1:31', 'fd12:3456:789a:1::1:31/64', 'zrh1/r01/rt1:mgmt'];
    const said = await Promise.all(asked.map((what) => relaxops('where', what)));
    expect(new Set(said.map(({ out }) => out)).size).toBe(1);
    expect(said[0]!.out).toContain('10.1.1.31  zrh1/r01/rt1:mgmt\n  fd12:3456:789a:1::1:31\n');
  });

  it('exports name both', async () => {
    const { out } = await relaxops('export', 'hosts');
    expect(out).toMatch(/^fd12:3456:789a:1::1:31 +rt1\.r01\.zrh1 /m);
    expect(out).toMatch(/^fd12:3456:789a:1::1 +gateway\.zrh1 /m);
    expect(out).not.toMatch(/^fd\S+ +pdu2/m);
  });

  it('check judges the filters of both', async () => {
    const { out } = await relaxops('check', '--all', '--json');
    const codes: string[] = JSON.parse(out).findings.map(({ code }: { code: string }) => code);
    expect(codes).toContain('R38');
    expect(codes.filter((code) => ['R20', 'R22', 'R29', 'R40', 'R58'].includes(code))).toEqual([]);
  });
});
