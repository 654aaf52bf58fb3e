import { run } from '#host/process.ts';

/** Whether the kernel of this machine makes WireGuard interfaces, tried in a network namespace that is gone with the try. */
export const hasKernelWireguard = async (): Promise<boolean> => {
  const argv = ['unshare', '--net', 'ip', 'link', 'add', 'dev', 'probe', 'type', 'wireguard'];
  return (await run(argv, { timeoutMs: 5_000 })).ok;
};
