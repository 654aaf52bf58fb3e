import { z } from 'zod';
import { clean } from './clean.ts';

/**
 * Rows of NetBox as far as they are read here. Lenient on purpose: what is unset may be null, missing or empty, unknown fields
 * are ignored, and only what nothing can be said without is required.
 */
const id = z.number().int().nonnegative();
/** Unset text is an empty string or null in NetBox. */
const text = z
  .string()
  .nullish()
  .transform((value) => (value ? clean(value) || undefined : undefined));
/** Text without which a row says nothing. */
const needed = z.string().transform(clean);
/** A choice is `{value, label}`; older versions sent the bare value. */
const choice = z
  .union([z.object({ value: z.union([z.string(), z.number()]) }), z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const bare = typeof value === 'object' && value !== null ? value.value : value;
    return bare === undefined || bare === null || bare === '' ? undefined : clean(String(bare));
  });
const unset = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value: z.infer<T> | null | undefined) => value ?? undefined);

const named = z.object({ id, name: text, display: text });
const slugged = z.object({ id, name: text, slug: needed });
const ref = unset(z.object({ id }));
/** Tags are looked up by slug. One that cannot be read is none. */
const tags = z
  .array(z.object({ slug: z.string() }).nullable().catch(null))
  .nullish()
  .catch(undefined)
  .transform((list) => (list ?? []).flatMap((tag) => (tag ? [clean(tag.slug)] : [])).sort());

export const siteRow = z.object({ id, name: needed, slug: needed, status: choice, tags });
export const locationRow = z.object({ id, name: needed, site: z.object({ id }), parent: ref });
export const rackRow = z.object({
  id,
  name: needed,
  site: z.object({ id }),
  location: ref,
  status: choice,
  facility_id: text,
  tags,
});
export const providerRow = z.object({ id, name: needed, slug: needed, tags });
export const virtualChassisRow = z.object({ id, name: text, master: ref });
export const moduleBayRow = z.object({ id, position: text, module: ref });
export const moduleRow = z.object({ id, module_bay: z.object({ id }), status: choice });

export const deviceRow = z.object({
  id,
  name: text,
  /** Until NetBox 3.6 `device_role`. */
  role: unset(slugged),
  device_role: unset(slugged),
  device_type: z.object({
    model: needed,
    slug: text,
    manufacturer: z.object({ name: needed, slug: text }),
  }),
  platform: unset(slugged),
  site: z.object({ id }),
  location: ref,
  rack: ref,
  parent_device: ref,
  status: choice,
  virtual_chassis: unset(named),
  vc_position: unset(z.number()),
  tags,
  primary_ip4: ref,
  primary_ip6: ref,
  oob_ip: ref,
});

/** What every port that takes a cable has. */
const cabled = {
  id,
  device: z.object({ id }),
  module: ref,
  name: needed,
  label: text,
  cable: ref,
  cable_end: text,
  connected_endpoints_type: text,
  connected_endpoints: unset(z.array(z.object({ id }))),
  mark_connected: unset(z.boolean()),
  tags,
};

export const portRow = z.object(cabled);
export const consolePortRow = z.object({ ...cabled, speed: choice });
export const interfaceRow = z.object({ ...cabled, type: choice, mgmt_only: unset(z.boolean()) });
export const powerPortRow = z.object({ ...cabled, maximum_draw: unset(z.number()) });
export const powerOutletRow = z.object({ ...cabled, power_port: ref, feed_leg: choice });
export const rearPortRow = z.object({ ...cabled, positions: unset(z.number().int()) });
export const frontPortRow = z.object({
  ...cabled,
  rear_port: z.object({ id }),
  rear_port_position: unset(z.number().int()),
});
export const powerPanelRow = z.object({ id, name: needed, site: z.object({ id }), location: ref });
export const powerFeedRow = z.object({
  id,
  name: needed,
  power_panel: z.object({ id, name: text }),
  rack: unset(named),
  status: choice,
  type: choice,
  supply: choice,
  phase: choice,
  voltage: unset(z.number()),
  amperage: unset(z.number()),
  cable: ref,
  tags,
});

/** More ends on a side of one cable are no cable. */
const MOST_ENDS = 1024;
const end = z.object({ object_type: z.string(), object_id: z.number().int() });
export const cableRow = z.object({
  id,
  type: text,
  status: choice,
  label: text,
  a_terminations: z.array(end).max(MOST_ENDS),
  b_terminations: z.array(end).max(MOST_ENDS),
  tags,
});

export const circuitRow = z.object({
  id,
  cid: needed,
  provider: slugged,
  type: unset(slugged),
  status: choice,
  /** kbit/s */
  commit_rate: unset(z.number()),
  tags,
});
export const terminationRow = z.object({
  id,
  circuit: z.object({ id }),
  term_side: text,
  /** kbit/s */
  port_speed: unset(z.number()),
  cable: ref,
  tags,
});
export const ipAddressRow = z.object({
  id,
  address: needed,
  assigned_object_type: text,
  assigned_object_id: unset(z.number()),
});

export type LocationRow = z.infer<typeof locationRow>;
export type VirtualChassisRow = z.infer<typeof virtualChassisRow>;
export type ModuleBayRow = z.infer<typeof moduleBayRow>;
export type ModuleRow = z.infer<typeof moduleRow>;
export type ConsolePortRow = z.infer<typeof consolePortRow>;
export type PowerOutletRow = z.infer<typeof powerOutletRow>;
export type SiteRow = z.infer<typeof siteRow>;
export type RackRow = z.infer<typeof rackRow>;
export type ProviderRow = z.infer<typeof providerRow>;
export type DeviceRow = z.infer<typeof deviceRow>;
export type PortRow = z.infer<typeof portRow>;
export type InterfaceRow = z.infer<typeof interfaceRow>;
export type PowerPortRow = z.infer<typeof powerPortRow>;
export type RearPortRow = z.infer<typeof rearPortRow>;
export type FrontPortRow = z.infer<typeof frontPortRow>;
export type PowerPanelRow = z.infer<typeof powerPanelRow>;
export type PowerFeedRow = z.infer<typeof powerFeedRow>;
export type CableRow = z.infer<typeof cableRow>;
export type CircuitRow = z.infer<typeof circuitRow>;
export type TerminationRow = z.infer<typeof terminationRow>;
export type IpAddressRow = z.infer<typeof ipAddressRow>;
