import type { Device, Site } from '#model/network.ts';
import type { RuleContext } from './rule.ts';

/** Ports that somebody manages something by, where they hang on a switch. */
const switchesUsed = ({ topology }: RuleContext, device: Device): string[] =>
  device.ports
    .filter((port) => port.kind === 'management' || port.kind === 'bmc')
    .map((port) => topology.attachment(port.id)?.switch)
    .filter((id) => id !== undefined);

/**
 * Whether a door and a jumphost of the site's own lead to all that hangs on its switches. Then another site can add nothing, and
 * nobody has to compile the network to see it.
 */
export const isPlainlyAlone = (context: RuleContext, site: Site): boolean => {
  const { network, topology } = context;
  const devices = context.devicesAt(site.id);
  const [center] = context.devicesAt(site.id, 'jumphost').flatMap((device) => switchesUsed(context, device));
  const hasDoor = network.doors.some(
    (door) => door.site === site.id && switchesUsed(context, topology.device(door.gateway)).length > 0,
  );
  const used = new Set(devices.flatMap((device) => switchesUsed(context, device)));
  return center !== undefined && hasDoor && [...used].every((id) => topology.switchPath(center, id));
};
