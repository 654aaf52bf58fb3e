import { expandHostlist } from '#base/hostlist.ts';
import { perObject } from '#base/memo.ts';
import { hasRole } from '#model/device.ts';
import { ROLES } from '#model/role.ts';
import type { Draft } from './draft.ts';
import { expectedDevice } from './nearest-device.ts';
import { type At, described, filled, list, located, text } from './shape.ts';

/** Names devices somewhere else. */
export const devicesReference = filled(
  described(
    'devices ("zrh1/r02/srv01", "zrh1/r02/srv[01-04]"), or all of a role ("switch")',
    list(located(text('a device or a role')), 'devices'),
  ),
  'a device or a role',
);

/** The ids of the devices of each role, once all devices are there. */
const byRole = perObject(
  (devices: Draft['devices']): ReadonlyMap<string, readonly string[]> =>
    new Map(
      ROLES.map((role) => [
        role,
        [...devices.values()].filter((device) => hasRole(device, role)).map((device) => device.id),
      ]),
    ),
);

const WRITABLE = ROLES.filter((role) => role !== 'rendezvous');

/** What else may stand there, for messages. */
interface Others {
  readonly what: string;
  readonly names: Iterable<string>;
}

const ROLE: Others = { what: 'device or role', names: WRITABLE };

const named = (draft: Draft, reference: At<string>, others: Others): string[] => {
  const names = expandHostlist(reference.value);
  if (!names.ok) {
    draft.report.error(names.error.code, reference.node, names.error.text);
    return [];
  }
  return names.value.filter((name) => {
    if (draft.devices.has(name) || draft.broken.has(name)) return draft.devices.has(name);
    const near = expectedDevice(draft.report, name, draft.devices.keys(), others.names);
    draft.report.error('unknown-device', reference.node, `there is no ${others.what} "${name}"${near}`);
    return false;
  });
};

/** A role that no device has: fine beside others, such as in accounts that several networks share. */
const emptyRole = ({ report }: Draft, { node, value }: At<string>, alone: boolean): void => {
  const text = `no device here is a ${value}`;
  if (alone) report.error('means-nothing', node, `${text}, expected a role that one has`);
  else report.warning('means-nothing', node, text);
};

/** The ids of the devices that are meant, each once; reports a name that nothing has. */
export const devicesMeant = (
  draft: Draft,
  references: readonly At<string>[] = [],
  others = ROLE,
): string[] => {
  const roles = byRole(draft.devices);
  const all = new Set<string>();
  for (const reference of references)
    for (const id of roles.get(reference.value) ?? named(draft, reference, others)) all.add(id);
  const isEmpty = ({ value }: At<string>) => roles.get(value)?.length === 0;
  const alone = references.every(isEmpty);
  for (const reference of references.filter(isEmpty)) emptyRole(draft, reference, alone);
  return [...all];
};

/** The one device that is meant; reports a name that nothing or more than one has. */
export const deviceMeant = (
  draft: Draft,
  reference: At<string> | undefined,
  others: Others = { what: 'device', names: [] },
): string | undefined => {
  if (!reference) return undefined;
  const [first, ...more] = devicesMeant(draft, [reference], others);
  if (more.length > 0)
    draft.report.error(
      'several-devices',
      reference.node,
      `"${reference.value}" is ${more.length + 1} devices, expected one such as "${first}"`,
    );
  return first;
};
