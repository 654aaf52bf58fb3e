import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { RACK_MODES, type RackMode } from '#draw/map/racks.ts';
import { VERBS } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { type Asked, mapPicture, type Picture, pathPicture, rackPicture } from '../map/pictures.ts';
import { writePicture } from '../map/write-picture.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done, misused, refused } from '../outcome.ts';

const answer = (context: Context, picture: Picture, file: string | undefined): Outcome => {
  if (file === undefined) return done(picture.data, () => picture.svg);
  const kilobytes = Math.ceil(Buffer.byteLength(picture.svg) / 1024);
  const wrong = writePicture(context.cwd, file, picture.svg);
  return wrong ?? done(picture.data, () => `Wrote ${file}, ${kilobytes} KB.\n`);
};

/** The failures that were named, or what is wrong with them. */
const asked = (network: Network, texts: readonly string[]): Asked | Outcome => {
  if (texts.length === 0) return { network, failures: [] };
  const analysis = analyse(network);
  const parsed = texts.map((text) => parseFailure(analysis, text));
  const wrong = parsed.flatMap((result) => (result.ok ? [] : [result.error]));
  if (wrong.length > 0) return misused(wrong.join('; '), 'relaxops survive lists every failure');
  return { network, analysis, failures: parsed.flatMap((result) => (result.ok ? [result.value] : [])) };
};

const isRackMode = (text: string): text is RackMode => (RACK_MODES as readonly string[]).includes(text);

const draw = async (what: Asked, options: Given): Promise<Picture | Outcome> => {
  const [rack, path, racks] = [options.text('rack'), options.text('path'), options.text('racks') ?? 'auto'];
  if (rack !== undefined)
    return rackPicture(what, rack) ?? refused('not-found', `no rack is called "${rack}"`, 'such as zrh1/r01');
  if (path === undefined) return mapPicture(what, isRackMode(racks) ? racks : 'auto');
  return pathPicture(what, path, options.text('verb')) ?? noSuchDevice(what.network, path);
};

const conflict = (options: Given): string | undefined => {
  const [rack, path] = [options.text('rack'), options.text('path')];
  if (rack !== undefined && path !== undefined) return '--rack and --path are two pictures';
  if (options.text('verb') !== undefined && path === undefined) return '--verb needs --path';
  if (options.text('racks') !== undefined && (rack ?? path) !== undefined)
    return '--racks is for the whole map';
  return undefined;
};

/** `relaxops map`: the network, a rack or a way in, as a picture. */
export const map: Command = {
  name: 'map',
  summary: 'the network, a rack or a way in as a picture (SVG)',
  description: `Draws the network: sites, racks and the management network in colour, production in grey, the Internet above; with --rack
one rack as a cabinet; with --path the way from the operator to a device, step by step. With --whatif what fails is crossed
out, and every device says whether a way in is lost. The picture is one file without scripts or references to anything else.
From 41 racks in a site, or 201 in all, racks that are alike are drawn as one. --json gives what is drawn as data.`,
  arguments: [],
  options: [
    { flags: '-o, --output <file>', description: 'where to write; by default stdout', complete: 'file' },
    { flags: '--whatif <failure...>', description: 'failures to draw in, such as device-dead:zrh1/r01/gw1' },
    { flags: '--rack <rack>', description: 'one rack, such as zrh1/r01' },
    { flags: '--path <device>', description: 'the way to this device', complete: 'device' },
    { flags: '--verb <verb>', description: 'with --path: only this one', choices: VERBS },
    { flags: '--racks <how>', description: 'draw each rack, or those alike as one', choices: RACK_MODES },
  ],
  examples: [
    { command: 'relaxops map -o map.svg', text: 'the whole network' },
    { command: 'relaxops map --whatif feed-down:zrh1/A -o feed.svg', text: 'what a dead feed takes' },
    { command: 'relaxops map --rack zrh1/r01 -o rack.svg', text: 'one rack' },
    {
      command: 'relaxops map --path zrh1/r02/sw1 --verb console -o way.svg',
      text: 'how to get to a console',
    },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot'],
  schema: 'map/1',
  run: async (context, _args, options) => {
    const wrong = conflict(options);
    if (wrong !== undefined) return misused(wrong, 'relaxops map --help');
    return withNetwork(context, async (network) => {
      const what = asked(network, options.list('whatif'));
      if ('exitCode' in what) return what;
      context.progress.show('drawing');
      const picture = await draw(what, options);
      return 'exitCode' in picture ? picture : answer(context, picture, options.text('output'));
    });
  },
};
