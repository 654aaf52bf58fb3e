import { expandHostlist } from '#base/hostlist.ts';
import { hasRole } from '#model/device.ts';
import { ROLES } from '#model/role.ts';
import type { Draft } from './draft.ts';
import { expectedNearest } from './nearest.ts';
import { type At, described, list, located, text } from './shape.ts';

/** Names devices somewhere else. */
export const devicesReference = described(
  'devices ("zrh1/r02/srv01", "zrh1/r02/srv[01-04]"), or all of a role ("switch")',
  list(located(text('a device or a role')), 'devices'),
);

const ofRole = (draft: Draft, role: string): string[] =>
  [...draft.devices.values()]
    .filter((device) => ROLES.some((one) => one === role && hasRole(device, one)))
    .map((device) => device.id);

const named = (draft: Draft, reference: At<string>): string[] => {
  const names = expandHostlist(reference.value);
  if (!names.ok) {
    draft.report.error(names.error.code, reference.node, names.error.text);
    return [];
  }
  const known = [...draft.devices.keys()];
  return names.value.filter((name) => {
    if (draft.devices.has(name) || draft.broken.has(name)) return draft.devices.has(name);
    const near = draft.report.full
      ? ''
      : expectedNearest(name, [...known, ...ROLES.filter((role) => role !== 'rendezvous')]);
    draft.report.error('unknown-device', reference.node, `there is no device or role "${name}"${near}`);
    return false;
  });
};

/** The ids of the devices that are meant, each once; reports a name that nothing has. */
export const devicesMeant = (draft: Draft, references: readonly At<string>[] = []): string[] => [
  ...new Set(
    references.flatMap((reference) => {
      const role = ROLES.some((one) => one === reference.value);
      return role ? ofRole(draft, reference.value) : named(draft, reference);
    }),
  ),
];
