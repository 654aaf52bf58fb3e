import type { Observed, Witness } from '#model/observed.ts';

/** Names that one export of LibreNMS has for the numbers of another. */
export interface Numbers {
  readonly devices: ReadonlyMap<string, string>;
  readonly ports: ReadonlyMap<string, string>;
}

/** What a file is read with. */
export interface Origin {
  /** The device that printed it, as told or by the file's name; formats that name their devices do without. */
  readonly device?: string;
  readonly by: Witness;
  readonly numbers: Numbers;
}

/** One shape of JSON that some command prints: how it is known and what it says. */
export interface Format {
  /** Equals the file name. */
  readonly id: string;
  /** The command that prints it. */
  readonly command: string;
  /** Whether the output says nothing about whose it is. */
  readonly needsDevice: boolean;
  /** Whether the value looks like it. At most one format takes any value. */
  readonly detect: (value: unknown) => boolean;
  /** What it says. Rows that make no sense are left out; what says nothing at all is refused by the reader. */
  readonly read: (value: unknown, origin: Origin) => Partial<Observed>;
  /** Names that other files need, such as a device's for its number. */
  readonly numbers?: (value: unknown) => Partial<Numbers>;
}
