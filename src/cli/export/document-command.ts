import type { Network } from '#model/network.ts';
import type { ExportFile, ExportFormat } from '#render/export/document.ts';
import type { Command, CommandOption, Example, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done } from '../outcome.ts';

/** What a command that prints one document of the network says of itself. */
export interface DocumentCommand {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly options?: readonly CommandOption[];
  readonly examples: readonly Example[];
  readonly format: (options: Given) => ExportFormat;
}

const printed = (format: string, files: readonly ExportFile[]): Outcome =>
  done({ format, files }, () => files.map((file) => file.text).join(''));

/** The command `export <id>`: the document on stdout, to be put where its program reads it. */
export const documentCommand = ({
  id,
  summary,
  description,
  options = [],
  examples,
  format,
}: DocumentCommand): Command => ({
  name: `export ${id}`,
  summary,
  description,
  arguments: [],
  options,
  examples,
  exitCodes: ['yes', 'usage'],
  schema: `export-${id}/1`,
  run: async (context, _args, given) =>
    withNetwork(context, (network: Network) => printed(id, format(given).files(network))),
});
