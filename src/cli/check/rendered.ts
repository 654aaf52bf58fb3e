import type { Rendered } from '#model/evidence.ts';
import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type RenderContext, renderContext } from '#render/context.ts';
import { renderProfile } from '#render/profile.ts';
import { renderedHosts, renderHost } from '#render/render-host.ts';
import { renderOperatorSsh } from '#render/ssh-config.ts';
import { placeholderMaterial } from '../render/placeholders.ts';

const clientFiles = (context: RenderContext, id: string): RenderedFile[] =>
  context.network.doors.flatMap((door) => renderProfile(context, door, id));

type Maker = (context: RenderContext) => RenderedFile[];

const makers = (network: Network): ReadonlyMap<string, Maker> =>
  new Map<string, Maker>([
    ...renderedHosts(network).map((id): [string, Maker] => [id, (context) => renderHost(context, id)]),
    ...network.operators.map((operator): [string, Maker] => [
      `_operators/${operator.id}`,
      (context) => [...clientFiles(context, operator.id), ...renderOperatorSsh(context, operator)],
    ]),
    ...network.stations.map(({ id }): [string, Maker] => [
      `_stations/${id}`,
      (context) => clientFiles(context, id),
    ]),
  ]);

/** The network's files, each host's made when a rule first asks for it. */
export const renderedOf = (network: Network): Rendered => {
  const byHost = makers(network);
  const known = new Map<string, readonly RenderedFile[]>();
  let context: RenderContext | undefined;
  return {
    hosts: [...byHost.keys()],
    files: (host) => {
      const maker = byHost.get(host);
      if (!maker) return [];
      context ??= renderContext(network, placeholderMaterial(network));
      const files = known.get(host) ?? maker(context);
      known.set(host, files);
      return files;
    },
  };
};
