import { describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { loadInventory } from '#inventory/load.ts';
import { secretsIn } from '#model/rendered.ts';
import { servicesOf } from '#model/service.ts';
import { keyOwners, makeSecrets } from '#secrets/make-secrets.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { renderers } from './index.ts';
import { applyLabDifferences, labDifferences } from './lab-diff.ts';
import { renderClient } from './openvpn/client.ts';
import { renderedHosts, renderHost } from './render-host.ts';

const LAB = { address: '100.64.0.2/30', gateway: '100.64.0.1' };

const load = (example: string) => {
  const { network } = loadInventory(`examples/${example}/relaxops.yaml`);
  if (!network) throw new Error(`${example} does not load`);
  const outside = Object.fromEntries(network.uplinks.map((uplink) => [uplink.id, LAB]));
  return renderContext(network, testMaterial(network), outside);
};

const full = load('full');
const textOf = (host: string, end: string): string =>
  renderHost(full, host).find((file) => file.path.endsWith(end))?.text ?? '';
const linesOf = (host: string, end: string): string[] => textOf(host, end).split('\n');

describe('renderers', () => {
  it('are sorted by id, each once', () => {
    const ids = renderers.map((renderer) => renderer.id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('never write one path twice', () => {
    for (const { id } of full.network.devices) {
      const paths = renderHost(full, id).map((file) => file.path);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it('write below our folders only', () => {
    const paths = full.network.devices.flatMap(({ id }) => renderHost(full, id).map((file) => file.path));
    expect(paths.length).toBeGreaterThan(500);
    const ours = /^\/etc\/(relaxops\/[\w./-]+|systemd\/system\/relaxops-[\w-]+\.service)$/;
    expect(paths.filter((path) => !ours.test(path))).toEqual([]);
  });

  it('keep secrets in files that only root reads', () => {
    const files = full.network.devices.flatMap(({ id }) => renderHost(full, id));
    const open = files.filter((file) => secretsIn(file.text).length > 0 && file.mode !== 0o600);
    expect(open).toEqual([]);
  });

  it('ask for no secret that is not made', async () => {
    const made = await makeSecrets(full.network);
    const { devices, doors, operators } = full.network;
    const bmcs = devices.flatMap((d) => d.ports.filter((p) => p.kind === 'bmc').map((p) => p.id));
    const files = [
      ...[...devices.map((d) => d.id), ...bmcs].flatMap((id) => renderHost(full, id)),
      ...doors.flatMap((door) => operators.map(({ id }) => renderClient(full, door, id))),
    ];
    const asked = new Set(files.flatMap((file) => secretsIn(file.text)));
    expect([...asked].filter((name) => made.secrets[name] === undefined)).toEqual([]);
    expect(keyOwners(full.network).filter((owner) => !asked.has(`ssh-host-key/${owner}`))).toEqual([]);
  });

  it('leave out the devices that are not ours to configure', () => {
    const hosts = renderedHosts(full.network);
    expect(hosts).toContain('zrh1/r01/gw1');
    expect(hosts).not.toContain('zrh1/r01/rt1');
  });
});

describe('units', () => {
  it('leave OpenVPN no CAP_NET_ADMIN, which it would keep', () => {
    for (const [host, name] of [
      ['zrh1/r01/gw1', 'oob'],
      ['zrh1/r01/gw2', 'rdv'],
      ['rdv1', 'rdv'],
    ] as const)
      expect(linesOf(host, `/relaxops-openvpn-${name}.service`)).toEqual(
        expect.arrayContaining(['CapabilityBoundingSet=CAP_SETUID CAP_SETGID', 'NoNewPrivileges=yes']),
      );
  });

  const hosts = full.network.devices;

  it('run exactly the services that the analysis counts on', () => {
    for (const device of hosts) {
      const named = renderHost(full, device.id).flatMap(
        (file) =>
          /\/relaxops-(sshd|sshd-mgmt|openvpn-\w+|keepalived|ser2net|conserver|dnsmasq)\.service$/.exec(
            file.path,
          )?.[1] ?? [],
      );
      expect(named.sort()).toEqual([...servicesOf(full.network, device)].sort());
    }
  });

  it('name files that are rendered', () => {
    for (const { id } of hosts) {
      const files = renderHost(full, id);
      const paths = new Set(files.map((file) => file.path));
      const units = files.filter((file) => file.path.endsWith('.service'));
      const named = units.flatMap((unit) =>
        [...unit.text.matchAll(/\/etc\/relaxops\/\S+/g)].map((m) => m[0]),
      );
      expect(named.length).toBeGreaterThan(2);
      const isThere = (path: string) => [...paths].some((one) => one === path || one.startsWith(`${path}/`));
      expect(named.filter((path) => !isThere(path))).toEqual([]);
    }
  });
});

describe('management switches', () => {
  const isolation = (host: string): Record<string, string> =>
    Object.fromEntries(
      [...textOf(host, '/network.batch').matchAll(/dev (\S+) type bridge_slave isolated (\w+)/g)].map((m) => [
        m[1]!,
        m[2]!,
      ]),
    );
  const portTo = (host: string, other: RegExp): string[] =>
    full.topology
      .device(host)
      .ports.filter((port) => other.test(full.topology.peer(port.id)?.device ?? ''))
      .map((port) => port.name);

  it('isolate every port but those of gateways and jumphosts', () => {
    const main = isolation('zrh1/r01/msw1');
    const open = portTo('zrh1/r01/msw1', /\/(gw|jump)\d$/);
    expect(open).toHaveLength(3);
    for (const [port, isolated] of Object.entries(main))
      expect([port, isolated]).toEqual([port, open.includes(port) ? 'off' : 'on']);
    expect(main['mgmt-br']).toBe('on');
  });

  it('open a rack switch towards the main rack, and not the main switch towards the racks', () => {
    const [up] = portTo('zrh1/r02/msw1', /r01\/msw1/);
    expect(isolation('zrh1/r02/msw1')[up!]).toBe('off');
    const down = portTo('zrh1/r01/msw1', /r0[23]\/msw1/);
    expect(down.map((port) => isolation('zrh1/r01/msw1')[port])).toEqual(['on', 'on']);
  });
});

describe('packet filters', () => {
  const filters = ['zrh1/r01/gw1', 'zrh1/r01/gw2', 'zrh1/r01/jump1', 'rdv1', 'zrh1/r01/rt1'];

  it('replace our own table and nothing else', () => {
    for (const host of filters) {
      const text = textOf(host, '/nftables.nft');
      expect(text).not.toMatch(/flush ruleset/);
      expect([...text.matchAll(/^(?:delete )?table .*$/gm)].map((m) => m[0])).toEqual([
        'table inet relaxops {',
        'delete table inet relaxops',
        'table inet relaxops {',
      ]);
    }
  });

  it('let in from outside the VPN of a gateway, and nothing else', () => {
    const accepted = (host: string) =>
      linesOf(host, '/nftables.nft')
        .filter((line) => /iifname [^@]*"(wan|tun-rdv)"/.test(line) && / accept/.test(line))
        .map((line) => line.trim().replace(/ accept.*/, ''));
    expect(accepted('zrh1/r01/gw1')).toEqual(['iifname "wan" udp dport 1194']);
    expect(accepted('zrh1/r01/gw2')).toEqual([
      // Its uplink has no address in the inventory, so the provider leases one.
      'iifname "wan" udp sport 67 udp dport 68',
      'iifname "wan" udp dport 1194',
      expect.stringMatching(/^iifname "tun-rdv" ip daddr 10\.201\.1\.\d+ udp dport 1194$/),
    ]);
  });

  it('deny what nothing permits, in every direction', () => {
    for (const host of filters.filter((one) => one !== 'zrh1/r01/rt1')) {
      const text = textOf(host, '/nftables.nft');
      for (const hook of ['input', 'forward', 'output']) {
        const chain = new RegExp(`chain ${hook} \\{\\n([\\s\\S]*?) {4}\\}`)
          .exec(text)![1]!
          .trim()
          .split('\n');
        expect(chain[0]).toBe(`type filter hook ${hook} priority filter; policy drop;`);
        expect(chain.at(-2)).toMatch(/limit rate 10\/minute burst 20 packets log prefix "relaxops \w+: "$/);
        expect(chain.at(-1)).toMatch(/counter drop comment "default deny"$/);
      }
    }
  });

  it('give a reason for every rule that decides', () => {
    for (const host of filters) {
      const rules = linesOf(host, '/nftables.nft').filter((line) =>
        /^ {8}.*\b(accept|drop|dnat)\b/.test(line),
      );
      expect(rules.length).toBeGreaterThan(2);
      const bare = rules.filter((line) => !/comment "/.test(line) && !/policy|[io]if "lo"/.test(line));
      expect(bare).toEqual([]);
    }
  });

  it('know nobody beyond the wires of a site', () => {
    const text = renderHost(load('b-one-rack'), 'zrh1/r01/gw1').find((f) => f.path.endsWith('.nft'))!.text;
    expect(text).not.toMatch(/10\.2\./);
  });
});

describe('routes', () => {
  it('lead from jumphosts to each pool by the gateway that owns it', () => {
    const lines = linesOf('zrh1/r01/jump1', '/network.batch');
    expect(lines).toContain('route replace 10.101.1.0/24 via 10.1.0.2');
    expect(lines).toContain('route replace 10.101.2.0/24 via 10.1.0.3');
    // The wire between the sites is at gw2.
    expect(lines).toContain('route replace 10.2.0.0/16 via 10.1.0.3');
    expect(lines.filter((line) => line.includes('default'))).toEqual([]);
  });

  it('cross the wire at the gateway that holds it', () => {
    expect(linesOf('zrh1/r01/gw2', '/network.batch')).toContain('route replace 10.2.0.0/16 via 10.200.1.2');
    expect(linesOf('zrh1/r01/gw1', '/network.batch')).toContain('route replace 10.2.0.0/16 via 10.1.0.3');
  });

  it('send answers of an uplink out by it', () => {
    const lines = linesOf('zrh1/r01/gw1', '/network.batch');
    expect(lines).toContain('route replace default via 203.0.113.1 dev wan table 100');
    expect(lines.some((line) => /^rule add pref \d+ from 203\.0\.113\.2 lookup 100 /.test(line))).toBe(true);
  });

  const namespaces = process.getuid?.() === 0 ? '' : ' (skipped: needs root)';
  it.skipIf(namespaces !== '')(`can be said twice${namespaces}`, async () => {
    for (const host of ['zrh1/r01/gw2', 'zrh1/r01/msw1', 'zrh1/r01/rt1', 'zrh1/r01/srv01']) {
      const lines = linesOf(host, '/network.batch');
      const made = linesOf(host, '/network-links.batch').join('\n');
      const wanted = [...new Set(lines.flatMap((line) => /^link set dev (\S+)/.exec(line)?.[1] ?? []))];
      const hardware = wanted.filter((name) => !made.includes(` ${name} `) && !made.endsWith(name));
      const veths = hardware
        .filter((name) => !made.includes(name))
        .map((name, at) => `link add ${name} type veth peer name far${at}`);
      const batch = (text: string, flags = '') => `ip ${flags} -batch - <<'X'\n${text}\nX\n`;
      const script = [
        batch(veths.join('\n')),
        batch(made, '-force'),
        batch(lines.join('\n')),
        `(${batch(made, '-force')}) 2>/dev/null || :`,
        batch(lines.join('\n')),
        'ip rule show | sort | uniq -d',
      ];
      const result = await run(['unshare', '-n', 'sh', '-ec', script.join('\n')]);
      expect([host, result.ok, result.ok ? result.stdout : result.stderr]).toEqual([host, true, '']);
    }
  });
});

describe('the lab differs', () => {
  it('in listed lines that are there', () => {
    const files = full.network.devices.flatMap(({ id }) => renderHost(full, id));
    for (const { file, real } of labDifferences) {
      const mine = files.filter((one) => one.path === file);
      expect(mine.length).toBeGreaterThan(0);
      if (real !== undefined) for (const one of mine) expect(one.text.split('\n')).toContain(real);
    }
  });

  it('in nothing else', () => {
    const files = renderHost(full, 'zrh1/r02/srv02');
    const lab = new Map(applyLabDifferences(files).map((file) => [file.path, file.text]));
    const changed = files.filter((file) => lab.get(file.path) !== file.text).map((file) => file.path);
    expect(changed.sort()).toEqual([
      '/etc/relaxops/mgmt_sshd_config',
      '/etc/relaxops/sshd_config',
      '/etc/relaxops/sysusers.conf',
      '/etc/systemd/system/relaxops-sshd-mgmt.service',
      '/etc/systemd/system/relaxops-sshd.service',
      '/etc/systemd/system/relaxops-users.service',
    ]);
  });
});
