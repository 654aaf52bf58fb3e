import type { Door } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import type { RenderContext } from './context.ts';
import { renderClient } from './openvpn/client.ts';
import { wireguardClient } from './wireguard/client.ts';

/** The way in through one door, as one file for an operator or a station, in the language of the door's engine. */
export const renderProfile = (context: RenderContext, door: Door, subject: string): RenderedFile =>
  door.engine === 'wireguard'
    ? wireguardClient(context, door, subject)
    : renderClient(context, door, subject);
