import type { RackGroup } from './alike.ts';
import type { MapModel } from './model.ts';

/** The racks of a site as drawn, each with its nodes. */
export const drawnRacksOf = (model: MapModel, site: string): RackGroup[] =>
  model.places
    .filter((place) => place.kind === 'rack' && place.within === site)
    .map((place) => ({ place, nodes: model.nodes.filter((node) => node.place === place.id) }));
