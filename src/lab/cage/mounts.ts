import { mkdirSync } from 'node:fs';
import { LAB_DIR } from '../hardware/host-files.ts';
import { tool } from '../netns/tools.ts';
import { writeEtc } from './etc.ts';

/** Directories of this machine that get an empty one of the cage's over them. */
const PRIVATE = ['/tmp', '/var/tmp', '/var/log'];

/** File systems of disks; all that the cage sees of them is made read only for it. */
const DISKS = 'ext*|xfs|btrfs|overlay|zfs|f2fs|bcachefs|9p|virtiofs|nfs*|fuse*|vfat';

/**
 * Mounts, in the order that lets a program that lies below /tmp still be found: it is bound aside, covered, and
 * bound back. Arguments: the kept paths.
 */
const SCRIPT = `set -e
n=0
for path in "$@"; do
  n=$((n + 1)); mkdir -p ${LAB_DIR}/keep/$n; mount --bind "$path" ${LAB_DIR}/keep/$n
done
for dir in ${PRIVATE.join(' ')}; do [ ! -d $dir ] || mount -t tmpfs -o mode=1777 lab $dir; done
n=0
for path in "$@"; do
  n=$((n + 1)); mkdir -p "$path"; mount --move ${LAB_DIR}/keep/$n "$path"
done
mount --bind ${LAB_DIR}/etc /etc
while read -r _ point type _; do
  case "$type" in ${DISKS}) mount -o remount,bind,ro "$point" 2>/dev/null || : ;; esac
done </proc/self/mounts
`;

const lost = (path: string): boolean => PRIVATE.some((dir) => path.startsWith(`${dir}/`));

/**
 * Gives the cage its own /run, /etc and /tmp and takes the right to write anywhere else. Runs in the cage's mount
 * namespace. `programs` are the directories that must stay visible.
 */
export const furnish = async (users: readonly string[], programs: readonly string[]): Promise<void> => {
  await tool(['mount', '-t', 'tmpfs', '-o', 'mode=755', 'lab', '/run']);
  for (const dir of [
    `${LAB_DIR}/etc`,
    `${LAB_DIR}/hosts`,
    '/run/netns',
    '/run/sshd',
    '/run/lock',
    '/run/home/root',
  ]) {
    mkdirSync(dir, { recursive: true });
  }
  writeEtc(`${LAB_DIR}/etc`, users);
  await tool(['sh', '-c', SCRIPT, 'mounts', ...programs.filter(lost)]);
};
