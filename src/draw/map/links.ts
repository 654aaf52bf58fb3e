import type { Cable, Device, Network } from '#model/network.ts';

/** Cables by the devices that they end on, and where each device's power and console come from. */
export interface Links {
  readonly cablesOf: (device: string) => readonly Cable[];
  /** The device, `provider:…` or `feed:…` at the other end. */
  readonly farEnd: (cable: Cable, device: string) => string;
  /** Device, provider or feed that the end of a cable belongs to. */
  readonly ownerOf: (end: string) => string;
  /** Names of the feeds behind a device, through PDUs; sorted. */
  readonly feedsOf: (device: string) => readonly string[];
  readonly consolesOf: (device: string) => readonly string[];
}

const isFar = (end: string): boolean => end.startsWith('feed:') || end.startsWith('provider:');

/** Indexes the cables. */
export const linksOf = (network: Network): Links => {
  const owner = new Map(network.devices.flatMap((d) => d.ports.map((p) => [p.id, d.id] as const)));
  const devices = new Map<string, Device>(network.devices.map((d) => [d.id, d]));
  const ownerOf = (end: string): string => (isFar(end) ? end : (owner.get(end) ?? end));
  const byDevice = new Map<string, Cable[]>();
  for (const cable of network.cables)
    for (const end of new Set([ownerOf(cable.a), ownerOf(cable.b)])) {
      const list = byDevice.get(end);
      if (list) list.push(cable);
      else byDevice.set(end, [cable]);
    }
  const cablesOf = (device: string): readonly Cable[] => byDevice.get(device) ?? [];
  const farEnd = (cable: Cable, device: string): string => {
    const a = ownerOf(cable.a);
    return a === device ? ownerOf(cable.b) : a;
  };
  /** What gives a device power: feeds and PDUs. Its own outlets give, they do not take. */
  const sources = (device: string): string[] =>
    cablesOf(device)
      .filter((cable) => cable.kind === 'power')
      .map((cable) => farEnd(cable, device))
      .filter((far) => far.startsWith('feed:') || (devices.get(far)?.role === 'pdu' && far !== device));
  const feeds = (device: string, seen: ReadonlySet<string>): string[] =>
    sources(device).flatMap((far) => {
      if (far.startsWith('feed:')) return [far.slice(far.lastIndexOf('/') + 1)];
      return seen.has(far) ? [] : feeds(far, new Set([...seen, far]));
    });
  return {
    cablesOf,
    farEnd,
    ownerOf,
    feedsOf: (device) => [...new Set(feeds(device, new Set([device])))].sort(),
    consolesOf: (device) => {
      const lines = cablesOf(device).filter((cable) => cable.kind === 'console');
      const servers = lines.map((cable) => farEnd(cable, device));
      return devices.get(device)?.role === 'console-server' && servers.length > 1
        ? []
        : [...new Set(servers)].sort();
    },
  };
};
