export const WIRINGS = ['default', 'written'] as const;
/** Whether ports, feeds and cables that nobody wrote are made by default, or whether what is written is all there is. */
export type Wiring = (typeof WIRINGS)[number];
