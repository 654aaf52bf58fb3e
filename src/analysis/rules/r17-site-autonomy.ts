import { failureId } from '#model/failure.ts';
import type { Site } from '#model/network.ts';
import { type Analysis, breakOnPaper, type VerbFact } from '../state.ts';
import { isPlainlyAlone } from './_alone.ts';
import { lossText } from './_loss.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Interlinks carry one hop, so only sites that a wire joins to this one can matter to it. */
const neighbours = ({ network, topology }: RuleContext, site: Site): Set<string> => {
  const ends = network.interlinks.map((link) => [topology.device(link.a).site, topology.device(link.b).site]);
  return new Set(
    ends
      .filter((pair) => pair.includes(site.id))
      .flat()
      .filter((id) => id !== undefined && id !== site.id)
      .map((id) => id!),
  );
};

/** The failures of all their devices at once. */
const gone = (context: RuleContext, analysis: Analysis, sites: ReadonlySet<string>): Set<number> =>
  new Set(
    [...sites]
      .flatMap((id) => context.devicesAt(id))
      .map((device) => analysis.facts.system.id(failureId({ kind: 'device-dead', scope: device.id })))
      .filter((id) => id !== undefined),
  );

/** Verbs of the site's devices that do not outlive the other sites. */
const lostVerbs = (context: RuleContext, site: Site): VerbFact[] => {
  const others = neighbours(context, site);
  if (others.size === 0 || isPlainlyAlone(context, site)) return [];
  const analysis = context.analysis();
  const broken = breakOnPaper(analysis, gone(context, analysis, others));
  return broken.touched.filter(
    (verb) => broken.misses(verb) && context.topology.device(verb.device).site === site.id,
  );
};

const hintFor = ({ devicesAt }: RuleContext, site: Site): string =>
  devicesAt(site.id, 'jumphost').length === 0
    ? 'add "jump1: jumphost" to its main rack'
    : '"relaxops paths" shows what the ways of a device rest on';

/** A site that nobody enters from outside is R11's: that is the cause. */
const isEntered = ({ network }: RuleContext, site: Site): boolean =>
  network.doors.some((door) => door.site === site.id);

const check = (context: RuleContext): Remark[] =>
  context.network.sites
    .filter((site) => isEntered(context, site))
    .flatMap((site) => {
      const lost = lostVerbs(context, site);
      if (lost.length === 0) return [];
      const others = someOf([...neighbours(context, site)]);
      const text = `site "${site.id}" loses ${lossText(lost)} without ${others}, expected access of its own`;
      return [{ on: site.id, place: site.place, text, hint: hintFor(context, site) }];
    });

/** T28, T30: the connection between sites is not necessary for the management network of any. */
export const siteAutonomy: Rule = {
  id: 'R17',
  name: 'site-autonomy',
  title: "every site's access works with all other sites gone",
  severity: 'error',
  from: 'd',
  sources: ['T28', 'T30', 'RFC 8368', 'INC-PDX', 'INC-OVH'],
  profiles: ['talk'],
  check,
};
