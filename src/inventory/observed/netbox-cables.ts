import type { DocumentedCable } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectsOf } from './json.ts';
import { documented, endOf, resultsOf } from './netbox.ts';

/** A cable to a patch panel ends at a front or rear port: only dcim/interfaces and its like know what lies behind. */
const PANEL = /^dcim\.(front|rear)port$/;

const ends = (row: Json, key: string) =>
  objectsOf(member(row, key))
    .filter((end) => !PANEL.test(firstText(end, 'object_type') ?? ''))
    .flatMap((end) => endOf(member(end, 'object')) ?? []);

const cableOf = (row: Json, { by }: Origin): DocumentedCable[] => {
  const status = firstText(member(row, 'status'), 'value') ?? 'connected';
  if (status !== 'connected') return [];
  return ends(row, 'a_terminations').flatMap((a) => ends(row, 'b_terminations').map((b) => ({ a, b, by })));
};

/** NetBox: `a_terminations` and `b_terminations` of `{object_type, object_id, object}` (NetBox 3.3 on; OpenAPI, Cable). */
export const netboxCables: Format = {
  id: 'netbox-cables',
  command: 'GET /api/dcim/cables/?limit=0',
  needsDevice: false,
  detect: (value) => Array.isArray(member(resultsOf(value)?.[0], 'a_terminations')),
  read: (value, origin) =>
    documented(
      value,
      (resultsOf(value) ?? []).flatMap((row) => cableOf(row, origin)),
      origin.by,
    ),
};
