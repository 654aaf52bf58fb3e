import { resolve } from 'node:path';
import { writeFolder } from '#host/write-files.ts';
import { netbox } from '#render/export/netbox.ts';
import type { Command, Context, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { cannot, done, misused, refused } from '../outcome.ts';
import { counted } from '../plan/summary.ts';

/** The file by which we know a folder of ours again. */
const MARK = '.relaxops-netbox';

const rowsIn = (text: string): number => text.split('\n').length - 2;

const write = (context: Context, output: string, files: ReturnType<typeof netbox.files>): Outcome => {
  const ended = writeFolder(
    resolve(context.cwd, output),
    files.map(({ name, text }) => ({ path: name, text, mode: 0o644 })),
    MARK,
  );
  if (!ended.ok)
    return ended.error === 'not-ours'
      ? refused(
          'not-ours',
          `"${output}" is left alone: it holds something that relaxops did not write (no ${MARK} in it)`,
          'name a folder that is new or empty',
        )
      : cannot(`cannot write "${output}": ${ended.error}`);
  const list = files.map(({ name, text }) => ({ name, rows: rowsIn(text) }));
  return done({ folder: output, files: list }, (style) => {
    const lines = list.map(({ name, rows }) => `  ${name}: ${counted(rows, 'row')}\n`).join('');
    return `${style.bold(`${counted(list.length, 'file')} in ${output}, to be imported in this order`)}\n${lines}`;
  });
};

/** `relaxops export netbox`: the network as CSV for NetBox's import pages. */
export const exportNetbox: Command = {
  name: 'export netbox',
  summary: "CSV for NetBox's import pages, numbered in the order of import",
  description: `Writes a folder of CSV files, one for each of NetBox's import pages: sites, racks, roles, manufacturers, device types, devices, ports of
all kinds, addresses, power feeds, cables. Column names are those of NetBox 4.2. Cables to a feed or a provider have an end that its CSV
import cannot name; they stand in the description of the port. A rendezvous, which is at no site, is left out. Read docs/export.md first if
your device types have component templates.`,
  arguments: [],
  options: [{ flags: '-o, --output <folder>', description: 'where to write', complete: 'folder' }],
  examples: [
    { command: 'relaxops export netbox -o netbox', text: 'the folder netbox, replaced as a whole' },
    {
      command: 'relaxops -f examples/full/relaxops.yaml export netbox -o netbox',
      text: 'of the full example, to try it out',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'export-netbox/1',
  run: async (context, _args, options) => {
    const output = options.text('output');
    if (output === undefined || output.trim() === '')
      return misused('no folder to write to', 'relaxops export netbox -o netbox');
    return withNetwork(context, (network) => write(context, output, netbox.files(network)));
  },
};
