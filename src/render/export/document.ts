import type { Network } from '#model/network.ts';

/** A file for another program: no secret in it, the same every time. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** One format that another program reads. Pure. */
export interface ExportFormat {
  readonly id: string;
  /** The files, in the order in which the other program wants them. */
  readonly files: (network: Network) => ExportFile[];
}
