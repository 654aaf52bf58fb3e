import { type Analysis, analyse } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { mapOf } from '#draw/map/network-map.ts';
import type { RackMode } from '#draw/map/racks.ts';
import { wayModel } from '#draw/path/way-model.ts';
import { waySvg } from '#draw/path/way-svg.ts';
import { elevationOf } from '#draw/rack/elevation.ts';
import { elevationSvg } from '#draw/rack/elevation-svg.ts';
import type { Failure, Verb } from '#model/failure.ts';
import { VERBS } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** What is drawn: the data that `--json` shows, and the picture. */
export interface Picture {
  readonly data: unknown;
  readonly svg: string;
}

/** What is asked of the failures; the analysis is there only if it is needed. */
export interface Asked {
  readonly network: Network;
  readonly analysis?: Analysis;
  readonly failures: readonly Failure[];
}

const resultOf = ({ analysis, failures }: Asked) =>
  analysis && failures.length > 0 ? whatIf(analysis, failures) : undefined;

/** The whole network. */
export const mapPicture = async (asked: Asked, racks: RackMode): Promise<Picture> => {
  // Only here: the layout engine takes 40 ms to start.
  const { mapSvg } = await import('#draw/map/map-svg.ts');
  const model = mapOf(asked.network, resultOf(asked), racks);
  return { data: { picture: 'map', ...model }, svg: mapSvg(model) };
};

/** One rack; undefined if there is none of that name. */
export const rackPicture = (asked: Asked, rack: string): Picture | undefined => {
  const model = elevationOf(asked.network, rack, resultOf(asked));
  return model && { data: { picture: 'rack', ...model }, svg: elevationSvg(model) };
};

/** The way to one device; undefined if there is none of that name. */
export const pathPicture = (asked: Asked, device: string, verb: string | undefined): Picture | undefined => {
  if (!asked.network.devices.some((one) => one.id === device)) return undefined;
  const verbs: readonly Verb[] = VERBS.filter((one) => verb === undefined || one === verb);
  const model = wayModel(
    asked.analysis ?? analyse(asked.network),
    asked.network,
    device,
    verbs,
    asked.failures,
  );
  return { data: { picture: 'path', ...model }, svg: waySvg(model) };
};
