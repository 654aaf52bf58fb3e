import type { Place } from '#base/place.ts';

/** What a user fears, as failures that happen together: "your own story goes here" (T03). */
export interface Story {
  readonly id: string;
  readonly title?: string;
  /** `kind:scope`, as the command line takes them. */
  readonly failures: readonly string[];
  readonly place: Place;
}
