import type { LabHost } from '../plan.ts';
import { inHost, tool } from './tools.ts';

/** Faults inside a host that are none of its configuration's: tables of their own, taken away whole. */
const MISCONFIGURED = 'relaxops_fault';
const BLOCKED = 'relaxops_blocked';

const nft = async (holder: number, text: string): Promise<void> => {
  await tool(inHost(holder, ['nft', '-f', '-']), text);
};

const replaceTable = (name: string, chain: string): string =>
  `table inet ${name}\ndelete table inet ${name}\ntable inet ${name} {\n${chain}\n}\n`;

const dropTable = (name: string): string => `table inet ${name}\ndelete table inet ${name}\n`;

const dropInput = (interfaces: readonly string[]): string =>
  `chain input { type filter hook prerouting priority raw - 10; policy accept;
    iifname { ${interfaces.map((name) => `"${name}"`).join(', ')} } drop; }`;

/** Routes over a device that the kernel forgets when the device goes down and does not bring back by itself. */
const routesOver = async (holder: number, device: string): Promise<string[]> => {
  const text = await tool(inHost(holder, ['ip', '-4', 'route', 'show', 'table', 'all', 'dev', device]));
  return text
    .split('\n')
    .map((line) => line.replace(/\b(linkdown|dead)\b/g, '').trim())
    .filter((line) => line !== '' && !/^(local|broadcast)\b/.test(line) && !/\bproto kernel\b/.test(line));
};

/** Stops what a host forwards and serves; the result undoes it. Interfaces apart from the data plane live on. */
export const misconfigure = async (host: LabHost, holder: number): Promise<() => Promise<void>> => {
  if ('bridge' in host.dataPlane) return takeBridgeDown(holder, host.dataPlane.bridge);
  if (host.dataPlane.interfaces.length === 0) return async () => {};
  await nft(holder, replaceTable(MISCONFIGURED, dropInput(host.dataPlane.interfaces)));
  return () => nft(holder, dropTable(MISCONFIGURED));
};

const takeBridgeDown = async (holder: number, bridge: string): Promise<() => Promise<void>> => {
  const routes = await routesOver(holder, bridge);
  await tool(inHost(holder, ['ip', 'link', 'set', 'dev', bridge, 'down']));
  const batch = [
    `link set dev ${bridge} up`,
    ...routes.map((route) => `route replace ${route}${/\bdev\b/.test(route) ? '' : ` dev ${bridge}`}`),
  ];
  return async () => void (await tool(inHost(holder, ['ip', '-batch', '-']), `${batch.join('\n')}\n`));
};

/** A router that forwards nothing any more while its links stay up. */
export const blockForwarding = (holder: number): Promise<void> =>
  nft(holder, replaceTable(BLOCKED, 'chain forward { type filter hook forward priority raw; policy drop; }'));

export const unblockForwarding = (holder: number): Promise<void> => nft(holder, dropTable(BLOCKED));
