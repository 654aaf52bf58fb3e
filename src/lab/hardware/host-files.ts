import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import type { RenderedFile } from '#model/rendered.ts';
import type { LabHost } from '../plan.ts';
import { bootScript, fstab } from './boot-script.ts';
import type { Unit } from './units.ts';

/** Where the lab keeps what it needs, on the cage's own tmpfs. */
export const LAB_DIR = '/run/lab';
const ROOTS = ['/etc/relaxops/', '/etc/systemd/system/'];
const FIRST_UID = 1000;

export const hostDir = (index: number): string => `${LAB_DIR}/hosts/${index}`;

/** Uid of the n-th login name. */
export const uidOf = (index: number): number => FIRST_UID + index;

/** Writes a host's rendered files; once, since they are what a disk holds. */
export const writeRoot = (host: LabHost, dir: string): void => {
  for (const root of ROOTS) mkdirSync(`${dir}/root${root}`, { recursive: true });
  for (const file of host.files) writeFile(dir, file);
};

/** Writes one file to a host's disk. */
export const writeFile = (dir: string, file: RenderedFile): void => {
  if (normalize(file.path) !== file.path || !ROOTS.some((root) => file.path.startsWith(root)))
    throw new Error(`file "${file.path}" is not below ${ROOTS.join(' or ')}`);
  const path = `${dir}/root${file.path}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.text);
  chmodSync(path, file.mode);
};

/** Makes what a host finds anew at each boot: /run, and the script that boots it. */
export const writeRun = (
  host: LabHost,
  dir: string,
  units: readonly Unit[],
  users: readonly string[],
): void => {
  rmSync(`${dir}/run`, { recursive: true, force: true });
  rmSync(`${dir}/lines`, { recursive: true, force: true });
  mkdirSync(`${dir}/lines`, { recursive: true });
  for (const name of ['netns', 'sshd', 'relaxops', 'log', 'home/root', 'lock', 'hardware']) {
    mkdirSync(`${dir}/run/${name}`, { recursive: true });
  }
  users.forEach((user, index) => {
    mkdirSync(`${dir}/run/home/${user}`);
    chownSync(`${dir}/run/home/${user}`, uidOf(index), uidOf(index));
  });
  writeFileSync(
    `${dir}/fstab`,
    fstab(
      dir,
      host.files.map(({ path }) => path),
    ),
  );
  writeFileSync(`${dir}/boot`, bootScript(host.id, units, `${dir}/fstab`, host.dormant));
};
