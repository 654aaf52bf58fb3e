import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { type RenderContext, renderContext } from '#render/context.ts';
import { renderProfile } from '#render/profile.ts';
import { renderedHosts, renderHost } from '#render/render-host.ts';
import { renderOperatorSsh } from '#render/ssh-config.ts';

/** The files of one machine, below a folder of its own. */
export interface Branch {
  /** `zrh1/r01/gw1`, `_operators/alice`; no name of an inventory begins with `_`. */
  readonly folder: string;
  readonly files: readonly RenderedFile[];
}

/** Where an operator keeps these files, so that ssh finds the host keys. */
const HOME = '~/.relaxops';
const ROOT = '/etc/relaxops';

/** `/etc/relaxops/openvpn/x.conf` is `openvpn/x.conf` on a laptop, which has no root of ours. */
const plain = (file: RenderedFile): RenderedFile => ({
  ...file,
  path: file.path.replace(new RegExp(`^(${ROOT}|${HOME})/`), ''),
});

const clients = (context: RenderContext): Branch[] => {
  const vpn = (id: string) => context.network.doors.map((door) => renderProfile(context, door, id));
  return [
    ...context.network.operators.map((operator) => ({
      folder: `_operators/${operator.id}`,
      files: [...vpn(operator.id), ...renderOperatorSsh(context, operator, HOME)].map(plain),
    })),
    ...context.network.stations.map(({ id }) => ({ folder: `_stations/${id}`, files: vpn(id).map(plain) })),
  ];
};

/** Every machine's files: devices that are ours to render, operators' laptops, monitoring stations. */
export const renderTree = (network: Network, material: Material, host?: string): Branch[] => {
  const context = renderContext(network, material);
  const hosts = renderedHosts(network).filter((id) => host === undefined || id === host);
  const branches = hosts.map((id) => ({ folder: id, files: renderHost(context, id) }));
  return host === undefined ? [...branches, ...clients(context)] : branches;
};
