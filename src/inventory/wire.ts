import type { Draft, SiteDraft } from './draft.ts';
import { wireConsoles } from './wire-consoles.ts';
import { wireManagement } from './wire-management.ts';
import { wireMeta } from './wire-meta.ts';
import { wirePower } from './wire-power.ts';
import { wireProduction } from './wire-production.ts';

/** Wires every port of a site that nobody cabled, by the rules of the design. */
export const wire = (draft: Draft, site: SiteDraft): void => {
  wireManagement(draft, site);
  wireProduction(draft, site);
  wireMeta(draft, site);
  wireConsoles(draft, site);
  wirePower(draft, site);
};
