/** Pixels. */
export const SIZE = {
  row: 34,
  gap: 9,
  track: 6,
  lane: 7,
  side: 7,
  between: 5,
  title: 24,
  label: 12.5,
  badge: 17,
} as const;

/** From one wire to the next at the upper edge of a device, at most. */
export const SLOT = 9;

/** How wide the part of a server is that is managed on its own. */
export const PART = 33;
