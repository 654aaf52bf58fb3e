import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#host/process.ts';
import { withTemporaryFolder, writeFolder } from '#host/write-files.ts';
import type { Finding } from '#model/finding.ts';
import type { Secrets } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import { renderers } from '#render/index.ts';
import { relocate } from '#render/relocate.ts';
import type { RendererCheck } from '#render/renderer.ts';
import { fillSecrets } from '#secrets/fill.ts';
import { makeSecrets } from '#secrets/make-secrets.ts';
import { type Branch, renderTree } from './tree.ts';

/** What the daemons say of a rendering. */
export interface CheckReport {
  /** Files that their daemon accepted. */
  readonly accepted: number;
  readonly rejected: readonly Finding[];
  /** What could not be asked, and why, once for each reason. */
  readonly unchecked: readonly { readonly files: number; readonly why: string }[];
}

/** One file and the daemon to ask. */
interface Question {
  readonly check: RendererCheck;
  readonly branch: Branch;
  readonly path: string;
}

type Answer = { readonly accepted: true } | { readonly why: string } | { readonly rejected: Finding };

const PARALLEL = 4;
const SECONDS = 15;

const questionsOf = (branches: readonly Branch[]): Question[] =>
  branches.flatMap((branch) =>
    branch.files.flatMap((file) => {
      const check = renderers.find((r) => r.check?.path.test(file.path))?.check;
      return check ? [{ check, branch, path: file.path }] : [];
    }),
  );

/** Complaints that are about this machine and not about the file. */
const ABOUT_US: readonly (readonly [RegExp, string])[] = [
  [/Operation not permitted|must be root/i, 'needs root'],
  [
    /Missing privilege separation directory: (\S+)/,
    'its folder /run/sshd is missing; starting sshd once makes it',
  ],
];

/** keepalived(8) -t wants the interfaces of the host to exist here; it says so in lines of their own. */
const ABOUT_INTERFACES = /WARNING - interface \S+ .*doesn't exist$|^Non-existent interface specified/;

const complaints = (said: string): string[] =>
  said.split('\n').filter((line) => line.trim() !== '' && !ABOUT_INTERFACES.test(line.trim()));

const rejection = ({ branch, path }: Question, said: string, root: string): Finding => ({
  code: 'daemon-rejects',
  severity: 'error',
  text: (complaints(said)[0] ?? 'it gives no reason').replaceAll(root, '').trim(),
  place: { file: `${branch.folder}${path}`, line: 1, column: 1, path: '' },
  on: branch.folder,
});

const ask = async (question: Question, root: string): Promise<Answer> => {
  const [program = '', ...args] = question.check.argv(join(root, question.path));
  const name = program.split('/').at(-1);
  if (!existsSync(program)) return { why: `${name} is not installed; package ${question.check.package}` };
  const result = await run([program, ...args], { timeoutMs: SECONDS * 1000 });
  if (result.ok) return { accepted: true };
  const said = `${result.stderr}\n${result.stdout}`;
  if (result.timedOut) return { why: `${name} took longer than ${SECONDS} s` };
  const ours = ABOUT_US.find(([pattern]) => pattern.test(said));
  if (complaints(said).length === 0 && said.trim() !== '') return { accepted: true };
  return ours ? { why: `${name}: ${ours[1]}` } : { rejected: rejection(question, said, root) };
};

/** Writes the branches with keys that live as long as the question, each below a root of its own. */
const place = (branches: readonly Branch[], folder: string, secrets: Secrets): Map<Branch, string> => {
  const roots = new Map(branches.map((branch, i) => [branch, join(folder, String(i))]));
  for (const [branch, root] of roots) {
    const files = relocate(fillSecrets(branch.files, secrets), root);
    const written = writeFolder(
      root,
      files.map((f) => ({ ...f, path: f.path.slice(root.length) })),
      '.relaxops-check',
    );
    if (!written.ok) throw new Error(`cannot write to ${root}: ${written.error}`);
  }
  return roots;
};

const askAll = async (
  questions: readonly Question[],
  roots: ReadonlyMap<Branch, string>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const queue = [...questions.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      answers[next[0]] = await ask(next[1], roots.get(next[1].branch) ?? '');
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return answers;
};

const countBy = (answers: readonly Answer[]): CheckReport['unchecked'] => {
  const counts = new Map<string, number>();
  for (const answer of answers)
    if ('why' in answer) counts.set(answer.why, (counts.get(answer.why) ?? 0) + 1);
  return [...counts].map(([why, files]) => ({ files, why }));
};

/**
 * Lets each daemon judge the files that it would read. The placeholders are filled with fresh keys for that, in a
 * folder that nobody else can read and that is gone afterwards.
 */
export const askDaemons = async (network: Network, host?: string): Promise<CheckReport> => {
  const made = await makeSecrets(network);
  const tree = renderTree(network, made.material, host);
  const branches = tree.filter(({ folder }) => !folder.startsWith('_'));
  const questions = questionsOf(branches);
  const answers = await withTemporaryFolder('relaxops-check-', async (folder) =>
    askAll(questions, place(branches, folder, made.secrets)),
  );
  const silent = tree.flatMap((b) => b.files).length - questions.length;
  const without = renderers.filter((r) => !r.check).map((r) => r.id);
  return {
    accepted: answers.filter((a) => 'accepted' in a).length,
    rejected: answers.flatMap((a) => ('rejected' in a ? [a.rejected] : [])),
    unchecked: [
      ...countBy(answers),
      ...(silent
        ? [
            {
              files: silent,
              why: `no daemon checks these without running them (${without.join(', ')}); the lab runs them`,
            },
          ]
        : []),
    ],
  };
};
