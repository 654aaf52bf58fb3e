import { secretPlaceholder } from '#model/rendered.ts';
import type { RenderContext } from '../context.ts';

/** OpenVPN reads whole seconds. */
const seconds = (value: number): number => Math.max(1, Math.round(value));

/** `keepalive`: a server pushes it to its clients, with the restart doubled for itself (openvpn(8)). */
export const keepalive = ({ network }: RenderContext): string =>
  `keepalive ${seconds(network.timers.vpnPing)} ${seconds(network.timers.vpnRestart)}`;

/** What every end agrees on. Version 2.6, without kernel offload, TLS 1.2 or newer, one cipher. */
export const COMMON = [
  'proto udp4',
  'dev-type tun',
  'topology subnet',
  'disable-dco',
  'tls-version-min 1.2',
  'data-ciphers AES-256-GCM',
  'persist-key',
  'verb 3',
];

const block = (name: string, text: string): string[] => [`<${name}>`, text.trimEnd(), `</${name}>`];

/** Certificates and keys inline, so that a tunnel is one file. `server` owns the tls-crypt key. */
export const credentials = ({ material }: RenderContext, subject: string, server: string): string[] => [
  ...block('ca', material.certificates.ca ?? ''),
  ...block('cert', material.certificates[subject] ?? ''),
  ...block('key', secretPlaceholder(`vpn-key/${subject}`)),
  ...block('tls-crypt', secretPlaceholder(`vpn-tls-crypt/${server}`)),
];

/**
 * The device, its address and its routes are there from boot (network.batch), so OpenVPN touches none of them
 * and can give up root.
 */
export const ATTACHED = ['ifconfig-noexec', 'route-noexec', 'persist-tun', 'user nobody', 'group nogroup'];
