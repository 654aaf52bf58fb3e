import type { GatewayPair } from '#model/network.ts';
import { secretPlaceholder } from '#model/rendered.ts';
import { type CarpFiles, carpFiles } from './_carp.ts';
import { insideLeg, pairBy } from './_pair.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

/** The pair that the host shares an inside address with by CARP. */
export const carpPair = (context: RenderContext, host: Host): GatewayPair | undefined =>
  pairBy(context, host, 'carp');

/**
 * What ucarp calls when it becomes master. It sends gratuitous ARP itself as soon as this is done, and once more two adverts later
 * (carp.c, `carp_set_state`, `carp_send_ad`).
 */
const up = (files: CarpFiles): string[] => [
  `# ${files.shared}: on ${files.iface} while this gateway is the master`,
  `exec /usr/sbin/ip address replace ${files.shared}/${files.length} dev ${files.iface}`,
];

/** What it calls when it is no longer, and what the unit calls when ucarp is gone. An address that is not there is no mistake. */
const down = (files: CarpFiles): string[] => [
  `# ${files.shared}: from ${files.iface} once another gateway is the master, or ucarp is gone`,
  `/usr/sbin/ip address delete ${files.shared}/${files.length} dev ${files.iface} 2>/dev/null || :`,
];

const script = (host: Host, name: string, lines: readonly string[]) =>
  file(`carp/${name}`, ['#!/bin/sh', header(host, 'shared inside address'), ...lines], 0o755);

/** The inside address that a pair of gateways shares by CARP: what takes it and gives it back, and the password of its adverts. */
export const ucarp: Renderer = {
  id: 'ucarp',
  title: 'shared inside address by CARP',
  appliesTo: (host, context) => carpPair(context, host) !== undefined,
  render: (context, host) => {
    const pair = carpPair(context, host);
    const inside = insideLeg(context, host);
    if (!pair || !inside) return [];
    const files = carpFiles(pair, inside);
    return [
      script(host, 'up', up(files)),
      script(host, 'down', down(files)),
      file('carp/password', [secretPlaceholder(`carp-password/${pair.site}`)], 0o600),
    ];
  },
  check: { path: /\/carp\/(up|down)$/, argv: (path) => ['/bin/sh', '-n', path], package: 'dash' },
};
