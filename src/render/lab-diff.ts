import type { RenderedFile } from '#model/rendered.ts';
import { ROOT } from './_text.ts';

/** One thing in which a host of the lab differs from a real one. */
export interface LabDifference {
  /** Path of the file, as a pattern. */
  readonly file: RegExp;
  /** The line on a real host; absent where the whole file is left out. */
  readonly real?: string;
  /** The line in the lab. */
  readonly lab?: string;
  readonly why: string;
}

/** Everything that the lab changes in a rendered root. There is nothing else. */
export const labDifferences: readonly LabDifference[] = [
  {
    file: /\/(mgmt_)?sshd_config$/,
    real: 'UsePAM yes',
    lab: 'UsePAM no',
    why: 'PAM needs accounts, limits and sessions of a whole system; the lab has a passwd file',
  },
  ...[
    ['sshd', 'sshd_config'],
    ['sshd-mgmt', 'mgmt_sshd_config'],
  ].map(([unit, config]) => ({
    file: new RegExp(`/relaxops-${unit}\\.service$`),
    real: `ExecStart=/usr/sbin/sshd -D -e -f ${ROOT}/${config}`,
    lab: `ExecStart=/usr/sbin/sshd -D -e -r -f ${ROOT}/${config}`,
    why: 'sshd does not execute itself anew for every connection: a fourth of the time for each of many thousand tries',
  })),
  {
    file: /\/relaxops-users\.service$/,
    why: "the lab writes operators' accounts before it boots; systemd-sysusers would edit the shared /etc",
  },
  {
    file: /\/sysusers\.conf$/,
    why: 'read by that unit only',
  },
];

const leftOut = (file: RenderedFile): boolean =>
  labDifferences.some((one) => one.real === undefined && one.file.test(file.path));

const changed = (file: RenderedFile): RenderedFile => {
  const mine = labDifferences.filter((one) => one.real !== undefined && one.file.test(file.path));
  if (mine.length === 0) return file;
  const line = (text: string): string => mine.find((one) => one.real === text)?.lab ?? text;
  return { ...file, text: file.text.split('\n').map(line).join('\n') };
};

/** A host's files as the lab uses them. */
export const applyLabDifferences = (files: readonly RenderedFile[]): RenderedFile[] =>
  files.filter((file) => !leftOut(file)).map(changed);
