import type { Door } from '#model/network.ts';
import { linuxName } from './_interface.ts';
import type { RenderContext } from './context.ts';

/** `zrh1-gw1` */
export const shortName = (context: RenderContext, door: Door): string =>
  `${door.site}-${context.topology.device(door.gateway).name}`;

/** What the door's tunnel is called on a client: `oob-zrh1-gw1`, at most 15 letters. */
export const clientInterface = (context: RenderContext, door: Door): string =>
  linuxName(`oob-${shortName(context, door)}`);
