import { failureId, VERBS, type Verb } from '#model/failure.ts';
import type { Device, Site } from '#model/network.ts';
import { type Analysis, breakOnPaper, type VerbFact } from '../state.ts';
import { counted, someOf } from './_text.ts';
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

/** Ports that somebody manages something by, where they hang on a switch. */
const switchesUsed = ({ topology }: RuleContext, device: Device): string[] =>
  device.ports
    .filter((port) => port.kind === 'management' || port.kind === 'bmc')
    .map((port) => topology.attachment(port.id)?.switch)
    .filter((id) => id !== undefined);

/**
 * Whether a door and a jumphost of the site's own lead to all that hangs on its switches. Then another site can add nothing, and
 * nobody has to compile the network to see it.
 */
const isPlainlyAlone = (context: RuleContext, site: Site): boolean => {
  const { network, topology } = context;
  const devices = context.devicesAt(site.id);
  const [center] = context.devicesAt(site.id, 'jumphost').flatMap((device) => switchesUsed(context, device));
  const hasDoor = network.doors.some(
    (door) => door.site === site.id && switchesUsed(context, topology.device(door.gateway)).length > 0,
  );
  const used = new Set(devices.flatMap((device) => switchesUsed(context, device)));
  return center !== undefined && hasDoor && [...used].every((id) => topology.switchPath(center, id));
};

/** Verbs of the site's devices that do not outlive the other sites. */
const lostVerbs = (context: RuleContext, site: Site): VerbFact[] => {
  const others = neighbours(context, site);
  if (others.size === 0 || isPlainlyAlone(context, site)) return [];
  const analysis = context.analysis();
  const broken = breakOnPaper(analysis, gone(context, analysis, others));
  return broken.touched.filter(
    (verb) => broken.state(verb) === 'lost' && context.topology.device(verb.device).site === site.id,
  );
};

const NAMES: Readonly<Record<Verb, string>> = { ssh: 'ssh to', console: 'the console of', power: 'power of' };

/** `ssh to 12 devices and the console of 3`. */
const lossText = (lost: readonly VerbFact[]): string => {
  const parts = VERBS.flatMap((verb) => {
    const count = lost.filter((v) => v.verb === verb).length;
    return count === 0 ? [] : [`${NAMES[verb]} ${counted(count, 'device')}`];
  });
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
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
