import { resolve } from 'node:path';
import { type FolderFile, writeFolder } from '#host/write-files.ts';
import type { Network } from '#model/network.ts';
import { RENDERED_ROLES } from '#model/role.ts';
import { labDifferences, labSurroundings } from '#render/lab-diff.ts';
import { renderedHosts } from '#render/render-host.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { lackingRanges } from '../countries/ranges.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { cannot, done, misused, no, refused } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import { counted } from '../plan/summary.ts';
import { askDaemons, type CheckReport } from '../render/daemon-check.ts';
import { explainRendering } from '../render/explain.ts';
import { placeholderMaterial, placeholdersIn } from '../render/placeholders.ts';
import { type Branch, renderTree } from '../render/tree.ts';
import { fillFromStore } from '../render/with-secrets.ts';
import { IDENTITY_OPTION, STORE_OPTION } from '../secrets/options.ts';

/** The file by which we know a folder of ours again. */
const MARK = '.relaxops-rendered';

const labDiff = (): Outcome =>
  done({ files: labDifferences, around: labSurroundings }, (style) => {
    const files = table(
      [
        { title: 'file', value: (r) => r.file },
        { title: 'on a real host', value: (r) => r.real ?? 'there' },
        { title: 'in the lab', value: (r) => r.lab ?? 'left out' },
        { title: 'why', value: (r) => r.why },
      ],
      labDifferences,
      style,
    );
    const around = table(
      [
        { title: 'around the files', value: (r) => r.what },
        { title: 'why', value: (r) => r.why },
      ],
      labSurroundings,
      style,
    );
    return `${files}\n${around}`;
  });

const toFiles = (branches: readonly Branch[]): FolderFile[] =>
  branches.flatMap(({ folder, files }) =>
    files.map((file) => ({ ...file, path: `${folder}/${file.path.replace(/^\//, '')}` })),
  );

const checkText = (report: CheckReport | undefined): string => {
  if (!report) return 'Not checked by any daemon, as asked.\n';
  const unchecked = report.unchecked
    .map(({ files, why }) => `  ${counted(files, 'file')}: ${why}\n`)
    .join('');
  return `${counted(report.accepted, 'file')} accepted by the daemons that will read them.\n${unchecked ? `Not checked:\n${unchecked}` : ''}`;
};

const rejected = (report: CheckReport): Outcome =>
  no(
    { checks: report },
    () => 'Nothing was written: a daemon rejects what it would read.\n',
    report.rejected,
  );

/** Devices of a role that we render, which another vendor's tool configures. */
const othersOf = (network: Network): string[] =>
  network.devices
    .filter((device) => !device.rendered && RENDERED_ROLES.has(device.role))
    .map((device) => device.id);

const othersText = (others: readonly string[]): string => {
  const lines = others.map((id) => `  ${id}: relaxops plan --permits --device ${id}\n`);
  return others.length > 0 ? `Not ours to render; what each has to permit:\n${lines.join('')}` : '';
};

const written = (
  folder: string,
  branches: readonly Branch[],
  report: CheckReport | undefined,
  others: readonly string[],
  secret: boolean,
): Outcome => {
  const files = toFiles(branches);
  const waiting = new Set(files.flatMap((file) => placeholdersIn(file.text)));
  const data = {
    folder,
    machines: branches.map((b) => b.folder),
    files: files.map((f) => f.path),
    placeholders: waiting.size,
    checks: report,
    notRendered: others,
  };
  const keys = waiting.size
    ? `${waiting.size} keys and certificates stand as placeholders, @{secret:...} and @{public:...}${secret ? ': keys of other people, and of devices that relaxops does not render.' : ': nothing in the folder is secret.'}\n`
    : '';
  return done(data, (style: Style) => {
    const head = `${counted(files.length, 'file')} of ${counted(branches.length, 'machine')} in ${folder}`;
    const warning = secret ? 'The folder holds secrets: remove it when they are where they belong.\n' : '';
    return `${style.bold(head)}\n${checkText(report)}${keys}${warning}${othersText(others)}`;
  });
};

const PROBLEMS: Readonly<Record<string, string>> = {
  'not-ours': `it holds something that relaxops did not write (no ${MARK} in it)`,
  denied: 'it may not be written there',
  full: 'the disk is full',
};

/** Why a host cannot be rendered; undefined where it can. */
const notRendered = (network: Network, host: string | undefined): Outcome | undefined => {
  if (host === undefined || renderedHosts(network).includes(host)) return undefined;
  return network.devices.some((d) => d.id === host)
    ? refused(
        'not-found',
        `"${host}" is described in the inventory, but not ours to render`,
        `what it has to permit: relaxops plan --permits --device ${host}`,
      )
    : noSuchDevice(network, host);
};

const renderNetwork = async (
  context: Context,
  network: Network,
  options: Given,
  output: string,
): Promise<Outcome> => {
  const host = options.text('host');
  context.progress.show('rendering');
  const secret = options.flag('with-secrets');
  const filled = secret ? await fillFromStore(context, options, network, output, host) : undefined;
  if (filled && !filled.ok) return filled.error;
  const branches = filled?.value ?? renderTree(network, placeholderMaterial(network), host);
  context.progress.show('asking the daemons');
  const report = options.flag('check') ? await askDaemons(network, host) : undefined;
  if (report && report.rejected.length > 0) return rejected(report);
  const files = toFiles(branches);
  const path = resolve(context.cwd, output);
  const ended = secret ? writeFolder(path, files, MARK, 0o700) : writeFolder(path, files, MARK);
  if (ended.ok) return written(output, branches, report, host === undefined ? othersOf(network) : [], secret);
  const why = PROBLEMS[ended.error] ?? 'it failed';
  return ended.error === 'not-ours'
    ? refused('not-ours', `"${output}" is left alone: ${why}`, 'name a folder that is new or empty')
    : cannot(`cannot write "${output}": ${why}`);
};

const explained = (network: Network, options: Given): Outcome =>
  notRendered(network, options.text('host')) ??
  lackingRanges(network) ??
  explainRendering(network, options.text('host'));

/** `relaxops render`: every configuration, checked by the daemon that will read it. */
export const render: Command = {
  name: 'render',
  summary: 'every configuration file, checked by the daemon that will read it',
  description: `Writes a folder with the files of each machine below its name, as they will lie on it, and what operators and monitoring
stations need. The folder is replaced as a whole, and only if it is new, empty or ours. Without --with-secrets no secret is written: keys stand
as placeholders. Each daemon that is installed here is asked whether it accepts its files; what could not be asked is named.`,
  arguments: [],
  options: [
    { flags: '-o, --output <folder>', description: 'where to write', complete: 'folder' },
    {
      flags: '--host <device>',
      description: 'one device only; the folder then holds nothing else',
      complete: 'device',
    },
    { flags: '--no-check', description: 'do not ask the daemons' },
    { flags: '--with-secrets', description: 'fill in keys and certificates from the store; files are 0600' },
    STORE_OPTION,
    IDENTITY_OPTION,
    { flags: '--force', description: 'with secrets into a git work tree as well' },
    {
      flags: '--explain',
      description:
        'list every line with the facts that its addresses and names stand for, and why it is there; writes nothing',
    },
    { flags: '--lab-diff', description: 'list what the lab needs to be otherwise; writes nothing' },
  ],
  examples: [
    { command: 'relaxops render -o rendered', text: 'everything' },
    {
      command: 'relaxops render --explain --host zrh1/r01/gw1',
      text: 'where each line of a gateway comes from',
    },
    {
      command: 'relaxops render -o /run/relaxops --with-secrets --identity ~/.ssh/id_ed25519',
      text: 'ready for the hosts, with keys from the store',
    },
    { command: 'relaxops render --lab-diff', text: 'in what the lab differs from real hosts' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'render/1',
  run: async (context, _args, options) => {
    if (options.flag('lab-diff')) return labDiff();
    if (options.flag('explain')) return withNetwork(context, (network) => explained(network, options));
    const output = options.text('output');
    if (output === undefined) return misused('no folder to write to', 'relaxops render -o rendered');
    // An empty path is the current folder, which nobody means: an unset variable in a script does that.
    if (output.trim() === '')
      return misused(
        '--output "" names no folder, expected one such as "rendered"',
        'relaxops render -o rendered',
      );
    return withNetwork(
      context,
      (network) =>
        notRendered(network, options.text('host')) ??
        lackingRanges(network) ??
        renderNetwork(context, network, options, output),
    );
  },
};
