import type { Network } from '#model/network.ts';
import { type RenderContext, renderContext } from '#render/context.ts';
import { explainClient, explainHost } from '#render/explain/explain.ts';
import type { ExplainedLine, Fact } from '#render/explain/origin.ts';
import { renderedHosts } from '#render/render-host.ts';
import type { Outcome } from '../command.ts';
import { done } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { placeholderMaterial } from './placeholders.ts';
import { renderTree } from './tree.ts';

/** More facts than these are counted; `--json` has them all. */
const MOST_FACTS = 4;

const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const factText = ({ kind, id }: Fact): string => {
  if (kind === 'device' || kind === 'port') return id;
  return kind === 'timer' ? `timers.${kebab(id)}` : `${kind} ${id}`;
};

const factsText = ({ facts, unknown }: ExplainedLine): string => {
  const shown = facts.slice(0, MOST_FACTS).map(factText);
  const more = facts.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`${more} more`] : []),
    ...unknown.map((address) => `${address}: nothing in the inventory`),
  ].join(', ');
};

const lineText = (host: string, line: ExplainedLine, style: Style): string => {
  const sources = line.sources.length > 0 ? `; ${line.sources.join(' ')}` : '';
  const origin = `<- ${factsText(line)}${sources}: ${line.why}`;
  return `${style.dim(`${host}/${line.path.replace(/^\//, '')}:${line.line}`)}  ${line.text.trim()}  ${style.dim(origin)}\n`;
};

/** Folders of the tree that belong to no device. */
const PEOPLE = /^_(operator|station)s\/(.+)$/;

/** What operators' laptops and monitoring stations get. */
const clients = (context: RenderContext) =>
  renderTree(context.network, context.material).flatMap(({ folder, files }) => {
    const [, kind, id] = PEOPLE.exec(folder) ?? [];
    if (id === undefined || (kind !== 'operator' && kind !== 'station')) return [];
    return [{ host: folder, lines: explainClient(context, { kind, id }, files) }];
  });

/** `relaxops render --explain`: every line of every file, and where it comes from. Writes nothing. */
export const explainRendering = (network: Network, host: string | undefined): Outcome => {
  const context = renderContext(network, placeholderMaterial(network));
  const devices = renderedHosts(network)
    .filter((id) => host === undefined || id === host)
    .map((id) => ({ host: id, lines: explainHost(context, id) }));
  const hosts = host === undefined ? [...devices, ...clients(context)] : devices;
  return done({ hosts }, (style) =>
    hosts.flatMap(({ host: id, lines }) => lines.map((line) => lineText(id, line, style))).join(''),
  );
};
