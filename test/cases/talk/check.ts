import { join } from 'node:path';
import { must } from '#base/result.ts';
import { ROOT } from '../../architecture/source.ts';
import type { Answer } from './claims.ts';

/** What an answer is called: `rule R01`, `fact upstream`, `renderer sshd`. */
export const nameOf = (answer: Answer): string => {
  if ('rule' in answer) return `rule ${answer.rule}`;
  if ('fact' in answer) return `fact ${answer.fact} (${answer.by})`;
  if ('kind' in answer) return `failure ${answer.kind}`;
  if ('renderer' in answer) return `renderer ${answer.renderer}`;
  return `command ${answer.command}`;
};

/** An example, or by its path a case with what no example asks for. */
const example = (name: string): string =>
  join(ROOT, name.includes('/') ? name : `examples/${name}`, 'relaxops.yaml');

const networkOf = async (name: string) => {
  const { loadInventory } = await import('#inventory/load.ts');
  return must(loadInventory(example(name)).network, name);
};

const touchedBy = async (kind: string, scope: string): Promise<number> => {
  const { analyse } = await import('#analysis/state.ts');
  const { parseFailure } = await import('#analysis/parse-failure.ts');
  const { whatIf } = await import('#analysis/whatif.ts');
  const analysis = analyse(await networkOf('full'));
  const failure = parseFailure(analysis, `${kind}:${scope}`);
  if (!failure.ok || failure.value.kind !== kind) throw new Error(`there is no ${kind}`);
  const { lost, 'other-path': other } = whatIf(analysis, [failure.value]).counts.ssh;
  return lost + other;
};

const rendered = async (name: string, host: string): Promise<string> => {
  const { renderContext } = await import('#render/context.ts');
  const { renderHost } = await import('#render/render-host.ts');
  const { testMaterial } = await import('#render/_test-material.ts');
  const network = await networkOf(name);
  const dynamic = network.uplinks.filter((uplink) => uplink.address === undefined);
  const lab = { address: '100.64.0.2/30', gateway: '100.64.0.1' };
  const uplinks = Object.fromEntries(dynamic.map((uplink) => [uplink.id, lab]));
  const files = renderHost(renderContext(network, testMaterial(network), uplinks), host);
  return files.map((file) => `${file.path}\n${file.text}`).join('\n');
};

const printed = async (name: string, args: readonly string[]): Promise<string> => {
  const { run } = await import('#cli/run.ts');
  const { fakeStdio } = await import('#cli/fake-stdio.ts');
  const io = fakeStdio({ cwd: ROOT });
  await run(['-f', example('full'), ...name.split(' '), ...args], io);
  return io.stdout();
};

/** Whether the verdict of the rule on either of its inventories changes with the fact gone. */
const matters = async (rule: string, key: string): Promise<boolean> => {
  const { verdictOf, withoutKey } = await import('./verdict.ts');
  return (['pass', 'fail'] as const).some(
    (name) => verdictOf(rule, name) !== verdictOf(rule, name, withoutKey(key)),
  );
};

const finds = async (rule: string): Promise<boolean> => {
  const { verdictOf } = await import('./verdict.ts');
  return (verdictOf(rule, 'fail') ?? 0) > 0;
};

/** Whether what is claimed is so. Modules are loaded here, so that a test can take units away before. */
export const holds = async (answer: Answer): Promise<boolean> => {
  if ('rule' in answer) return finds(answer.rule);
  if ('fact' in answer) return matters(answer.by, answer.fact);
  if ('kind' in answer) return (await touchedBy(answer.kind, answer.scope)) >= answer.touches;
  if ('renderer' in answer) return answer.line.test(await rendered(answer.example, answer.host));
  return answer.prints.test(await printed(answer.command, answer.args));
};
