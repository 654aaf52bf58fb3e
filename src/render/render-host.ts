import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { RenderContext } from './context.ts';
import { renderers } from './index.ts';
import { hostNamed } from './renderer.ts';

/** Every file of a host, by path. For devices that RelaxOps does not render this is the lab's stand-in. */
export const renderHost = (context: RenderContext, id: string): RenderedFile[] => {
  const host = hostNamed(context, id);
  return renderers
    .filter((renderer) => renderer.appliesTo(host, context))
    .flatMap((renderer) => renderer.render(context, host))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The hosts whose configuration is ours to write. BMCs are their vendor's. */
export const renderedHosts = (network: Network): string[] =>
  network.devices.filter((device) => device.rendered).map((device) => device.id);
