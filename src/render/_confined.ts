/**
 * What is left to a daemon that runs as root, or starts so: the capabilities that it needs, and no way to more (systemd.exec(5), capabilities(7)).
 * Who takes the daemon over cannot change the packet filter, unless addresses are its very work.
 */
export const confined = (...capabilities: readonly string[]): string[] => [
  `CapabilityBoundingSet=${capabilities.map((name) => `CAP_${name}`).join(' ')}`,
  'NoNewPrivileges=yes',
];
