import type { DocumentedCable } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member, objectsOf } from './json.ts';
import { documented, endOf, resultsOf } from './netbox.ts';

const cablesOf = (row: Json, { by }: Origin): DocumentedCable[] => {
  const a = endOf(row);
  // A planned cable leads somewhere that is not reachable yet.
  if (!a || member(row, 'connected_endpoints_reachable') === false) return [];
  return objectsOf(member(row, 'connected_endpoints')).flatMap((end) => {
    const b = endOf(end);
    return b ? [{ a, b, by }] : [];
  });
};

/**
 * NetBox: dcim/interfaces, console-ports, console-server-ports, power-ports and power-outlets all have `device`, `name` and
 * `connected_endpoints`, which NetBox has followed through patch panels (NetBox 3.3 on; OpenAPI, Interface and PowerOutlet).
 */
export const netboxPorts: Format = {
  id: 'netbox-ports',
  command: 'GET /api/dcim/interfaces/?limit=0',
  needsDevice: false,
  detect: (value) => {
    const first = resultsOf(value)?.[0];
    return (
      first !== undefined &&
      Object.hasOwn(first, 'connected_endpoints') &&
      member(first, 'device') !== undefined
    );
  },
  read: (value, origin) =>
    documented(
      value,
      (resultsOf(value) ?? []).flatMap((row) => cablesOf(row, origin)),
      origin.by,
    ),
};
