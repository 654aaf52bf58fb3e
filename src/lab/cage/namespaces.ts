/** Namespaces of a cage. Without root it gets a user namespace with all the ids that this user may have. */
export const namespaces = (root: boolean): string[] => [
  'unshare',
  ...(root ? [] : ['--user', '--map-root-user', '--map-auto']),
  '--net',
  '--mount',
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
  '--propagation',
  'private',
];
