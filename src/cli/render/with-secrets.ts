import { resolve } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { workTreeOf } from '#host/git.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { secretsIn } from '#model/rendered.ts';
import { fillSecrets } from '#secrets/fill.ts';
import { type Gathered, gatherSecrets, materialOf } from '#secrets/from-store.ts';
import type { Revoked } from '#secrets/store/entry.ts';
import { isStore } from '#secrets/store/store.ts';
import { NO_IDENTITY } from '#secrets/workshop.ts';
import type { Context, Given, Outcome } from '../command.ts';
import { refused } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';
import { noStore, openerOf, readAround } from '../secrets/open.ts';
import { troubled } from '../secrets/text.ts';
import { storeFolder } from '../secrets/where.ts';
import { placeholderMaterial } from './placeholders.ts';
import { type Branch, renderTree } from './tree.ts';

/** An operator's own VPN key is no secret that another may read: it stays a placeholder, and its owner fills it. */
const othersOwn = (network: Network, revoked: readonly Revoked[], { missing }: Gathered): string[] => {
  const own = new Set(network.operators.flatMap(({ id }) => [`vpn-key/${id}`, `wireguard-key/${id}`]));
  // Who was revoked has no key at any gateway either; what is left of their own profile opens nothing.
  const gone = (name: string) =>
    name.startsWith('wireguard-psk/') && revoked.some(({ subject }) => name.endsWith(`/${subject}`));
  return missing.flatMap(({ name, leavable }) => ((own.has(name) || gone(name)) && leavable ? [name] : []));
};

const notThere = (gathered: Gathered, left: ReadonlySet<string>): Outcome | undefined => {
  const findings = gathered.missing
    .filter(({ name }) => !left.has(name))
    .map(
      ({ text, hint }): Finding => ({
        code: 'no-secret',
        severity: 'error',
        text,
        place: COMMAND_LINE,
        ...(hint ? { hint } : {}),
      }),
    );
  if (findings.length === 0) return undefined;
  const base = troubled({
    text: 'the store lacks what the files ask for; nothing was written',
    hint: 'relaxops secrets init makes what is missing',
  });
  return { ...base, findings: [...base.findings, ...findings.slice(0, 20)] };
};

/** Anybody may read files of 0644 once they are copied somewhere else; a secret tree is its owner's alone. */
const asPrivate = ({ folder, files }: Branch): Branch => ({
  folder,
  files: files.map((file) => ({ ...file, mode: file.mode & 0o700 })),
});

const fill = (branch: Branch, gathered: Gathered, left: ReadonlySet<string>): Branch =>
  asPrivate({ ...branch, files: fillSecrets(branch.files, gathered.secrets, left) });

/** The tree with keys and certificates of the store in it, for its owner's eyes; or what to answer instead. */
export const fillFromStore = async (
  context: Context,
  options: Given,
  network: Network,
  output: string,
  host: string | undefined,
): Promise<Result<readonly Branch[], Outcome>> => {
  const tree = workTreeOf(resolve(context.cwd, output));
  if (tree !== undefined && !options.flag('force')) {
    const text = `"${output}" lies in the git work tree "${tree}", and the files would hold secrets; nothing was written`;
    return fail(refused('git-work-tree', text, 'name a folder outside; --force writes all the same'));
  }
  const where = storeFolder(context, options.text('store'));
  if (!isStore(where.folder)) return fail(noStore(where));
  const opener = await openerOf(context, options);
  if (!opener.ok) return opener;
  if (!opener.value) return fail(troubled(NO_IDENTITY));
  const opened = await readAround(network, where, opener.value);
  if (!opened.ok) return opened;
  const material = materialOf(opened.value.store.index, placeholderMaterial(network));
  const branches = renderTree(network, material, host);
  const asked = branches.flatMap(({ files }) => files.flatMap(({ text }) => secretsIn(text)));
  const gathered = await gatherSecrets(asked, { ...opened.value, env: context.env });
  const left = new Set(othersOwn(network, opened.value.store.index.revoked, gathered));
  const lacking = notThere(gathered, left);
  return lacking ? fail(lacking) : ok(branches.map((branch) => fill(branch, gathered, left)));
};
