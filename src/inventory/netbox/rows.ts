import { z } from 'zod';

/**
 * Rows of NetBox as far as they are read here. Lenient on purpose: what is unset may be null, missing or empty, unknown fields
 * are ignored, and only what nothing can be said without is required.
 */
const id = z.number().int();
/** Unset text is an empty string or null in NetBox. */
const text = z
  .string()
  .nullish()
  .transform((value) => (value ? value : undefined));
/** A choice is `{value, label}`; older versions sent the bare value. */
const choice = z
  .union([z.object({ value: z.union([z.string(), z.number()]) }), z.string()])
  .nullish()
  .transform((value) =>
    typeof value === 'object' && value !== null ? String(value.value) : value || undefined,
  );
const unset = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value: z.infer<T> | null | undefined) => value ?? undefined);

const named = z.object({ id, name: text, display: text });
const slugged = z.object({ id, name: text, slug: z.string() });
const ref = unset(z.object({ id }));

export const siteRow = z.object({ id, name: z.string(), slug: z.string(), status: choice });
export const rackRow = z.object({
  id,
  name: z.string(),
  site: z.object({ id }),
  status: choice,
  facility_id: text,
});
export const providerRow = z.object({ id, name: z.string(), slug: z.string() });

export const deviceRow = z.object({
  id,
  name: text,
  /** Until NetBox 3.6 `device_role`. */
  role: unset(slugged),
  device_role: unset(slugged),
  device_type: z.object({
    model: z.string(),
    slug: text,
    manufacturer: z.object({ name: z.string(), slug: text }),
  }),
  platform: unset(slugged),
  site: z.object({ id }),
  rack: ref,
  parent_device: ref,
  status: choice,
  virtual_chassis: unset(named),
  primary_ip4: ref,
  primary_ip6: ref,
  oob_ip: ref,
});

/** What every port that takes a cable has. */
const cabled = {
  id,
  device: z.object({ id }),
  name: z.string(),
  cable: ref,
  cable_end: text,
  connected_endpoints_type: text,
  connected_endpoints: unset(z.array(z.object({ id }))),
  mark_connected: unset(z.boolean()),
};

export const portRow = z.object(cabled);
export const interfaceRow = z.object({ ...cabled, type: choice, mgmt_only: unset(z.boolean()) });
export const powerPortRow = z.object({ ...cabled, maximum_draw: unset(z.number()) });
export const rearPortRow = z.object({ ...cabled, positions: unset(z.number().int()) });
export const frontPortRow = z.object({
  ...cabled,
  rear_port: z.object({ id }),
  rear_port_position: unset(z.number().int()),
});
export const powerPanelRow = z.object({ id, name: z.string(), site: z.object({ id }) });
export const powerFeedRow = z.object({
  id,
  name: z.string(),
  power_panel: z.object({ id, name: text }),
  rack: unset(named),
  status: choice,
  type: choice,
  cable: ref,
});

const end = z.object({ object_type: z.string(), object_id: z.number().int() });
export const cableRow = z.object({
  id,
  type: text,
  status: choice,
  label: text,
  a_terminations: z.array(end),
  b_terminations: z.array(end),
});

export const circuitRow = z.object({
  id,
  cid: z.string(),
  provider: slugged,
  type: unset(slugged),
  status: choice,
});
export const terminationRow = z.object({ id, circuit: z.object({ id }), term_side: z.string(), cable: ref });
export const ipAddressRow = z.object({
  id,
  address: z.string(),
  assigned_object_type: text,
  assigned_object_id: unset(z.number()),
});

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
