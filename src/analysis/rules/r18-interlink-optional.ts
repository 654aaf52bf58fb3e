import { failureId } from '#model/failure.ts';
import type { Site } from '#model/network.ts';
import { breakOnPaper, type VerbFact } from '../state.ts';
import { isPlainlyAlone } from './_alone.ts';
import { lossText } from './_loss.ts';
import { onSite } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Sites with a wire to another, of which it is not plain that they do without. */
const doubtful = (context: RuleContext): Site[] => {
  const { network, topology } = context;
  const ends = new Set(
    network.interlinks.flatMap(({ a, b }) => [a, b]).map((id) => topology.device(id).site),
  );
  return network.sites.filter((site) => ends.has(site.id) && !isPlainlyAlone(context, site));
};

/** What is lost with all wires between sites cut, and nothing else wrong. */
const lostWithout = (context: RuleContext): VerbFact[] => {
  const analysis = context.analysis();
  const { system } = analysis.facts;
  const cuts = context.network.interlinks
    .map((link) => system.id(failureId({ kind: 'link-cut', scope: link.id })))
    .filter((id) => id !== undefined);
  const broken = breakOnPaper(analysis, new Set(cuts));
  return broken.touched.filter((verb) => broken.misses(verb));
};

const check = (context: RuleContext): Remark[] => {
  const sites = doubtful(context);
  if (sites.length === 0) return [];
  const lost = lostWithout(context);
  return sites.flatMap((site) => {
    const own = lost.filter((verb) => context.topology.device(verb.device).site === site.id);
    if (own.length === 0) return [];
    const what = `loses ${lossText(own)} with the wires between sites cut and nothing else wrong`;
    return [onSite(site, { what, expected: 'expected wires that are one more way only' })];
  });
};

/** T29, T30: an interconnection only if really needed, and not necessary for the functionality. */
export const interlinkOptional: Rule = {
  id: 'R18',
  name: 'interlink-optional',
  title: 'without the wires between sites everything is reached as before',
  severity: 'error',
  from: 'd',
  sources: ['T29', 'T30'],
  profiles: ['talk'],
  after: ['R11', 'R17'],
  check,
};
