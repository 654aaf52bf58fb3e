import { naturalCompare } from '#base/natural.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { RenderContext } from '../context.ts';
import { renderers } from '../index.ts';
import { openvpn } from '../openvpn.ts';
import { type Host, hostNamed, type Renderer } from '../renderer.ts';
import { sshConfig } from '../ssh-config.ts';
import { wireguard } from '../wireguard.ts';
import { factsIn } from './facts.ts';
import type { ExplainedLine, Fact, Reason } from './origin.ts';
import { REASONS } from './reasons/index.ts';

/** Whose files they are: a host's, or a person's or station's, who has no host in the network. */
interface Subject {
  /** What a line comes from that names nothing. */
  readonly own: Fact;
  readonly host?: Host;
}

/** Blank lines and remarks explain themselves. */
const isRemark = (line: string): boolean => /^\s*([#;].*)?$/.test(line);

const OPENING = /^(<[a-z-]+>|-----BEGIN .*)$/;
const CLOSING = /^(<\/[a-z-]+>|-----END .*)$/;

/** Lines of a key or certificate are explained by the line that opens it. */
const heads = (lines: readonly string[]): string[] => {
  let open: string | undefined;
  return lines.map((line) => {
    if (open === undefined && OPENING.test(line)) open = line;
    const head = open ?? line;
    const closes = open?.startsWith('<') ? line.startsWith('</') : CLOSING.test(line);
    if (closes) open = undefined;
    return head;
  });
};

const sourcesIn = (line: string): string[] => line.match(/\b[TR]\d{2}\b/g) ?? [];

/** What a line comes from without naming it. */
const implied = ({ network }: RenderContext, host: Host | undefined, reason: Reason | undefined): Fact[] => {
  const timers = (reason?.timers ?? []).map((id): Fact => ({ kind: 'timer', id }));
  const site = host?.device.site;
  if (site === undefined || reason?.of === undefined) return timers;
  const there = reason.of === 'site' || network.pairs.some((pair) => pair.site === site);
  return there ? [...timers, { kind: reason.of, id: site }] : timers;
};

const remarkIn = (line: string): string | undefined => line.match(/comment "([^"]*)"/)?.[1];

const explainLine = (
  context: RenderContext,
  { host, own }: Subject,
  renderer: Renderer,
  path: string,
  [text, head]: readonly [string, string],
  at: number,
): ExplainedLine => {
  const reason = REASONS[renderer.id]?.find(({ match }) => match.test(head));
  const { facts, unknown } = factsIn(context, host, renderer.id, path, text);
  const found = [...facts, ...implied(context, host, reason)];
  const remark = remarkIn(text);
  return {
    path,
    line: at + 1,
    text,
    renderer: renderer.id,
    facts: found.length > 0 ? found : [own],
    sources: [...new Set([...(reason?.sources ?? []), ...sourcesIn(text)])].sort(naturalCompare),
    why: remark ?? reason?.why ?? renderer.title,
    known: remark !== undefined || reason !== undefined,
    unknown,
  };
};

const explainFile = (
  context: RenderContext,
  subject: Subject,
  renderer: Renderer,
  file: RenderedFile,
): ExplainedLine[] => {
  const lines = file.text.split('\n');
  const opened = heads(lines);
  return lines.flatMap((line, at) =>
    isRemark(line)
      ? []
      : [explainLine(context, subject, renderer, file.path, [line, opened[at] ?? line], at)],
  );
};

/**
 * Where every line of a host comes from, by path: the facts that its addresses, interfaces and names stand for, looked up in the
 * network, and why lines of its form are there. The renderers are not asked: an address that they made up would be unknown.
 */
export const explainHost = (context: RenderContext, id: string): ExplainedLine[] => {
  const host = hostNamed(context, id);
  const own: Fact = host.bmc ? { kind: 'port', id: host.bmc.id } : { kind: 'device', id: host.device.id };
  return renderers
    .filter((renderer) => renderer.appliesTo(host, context))
    .flatMap((renderer) => renderer.render(context, host).map((file) => ({ renderer, file })))
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1))
    .flatMap(({ renderer, file }) => explainFile(context, { own, host }, renderer, file));
};

/** Whose language a file of a client is in. */
const ofClient = (path: string): Renderer => {
  if (/(^|\/)openvpn\//.test(path)) return openvpn;
  return /(^|\/)wireguard\//.test(path) ? wireguard : sshConfig;
};

/** The same for what an operator or a station has: VPN profiles, and the operator's ssh client. */
export const explainClient = (
  context: RenderContext,
  own: Fact,
  files: readonly RenderedFile[],
): ExplainedLine[] => files.flatMap((file) => explainFile(context, { own }, ofClient(file.path), file));
