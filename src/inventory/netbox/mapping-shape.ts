import type { BmcLan, Medium, PortKind, UplinkPurpose } from '#model/network.ts';
import { PORT_KINDS } from '#model/network.ts';
import { ROLES, type Role } from '#model/role.ts';
import { type Named, named } from '../named.ts';
import { nameProblem } from '../names.ts';
import { type Node, type Source, valuePlace } from '../node.ts';
import { parseYaml } from '../parse-yaml.ts';
import type { Report } from '../report.ts';
import { object, oneOf, parsed, type Shape, scalarOr, text, yesNo } from '../shape.ts';
import { clean } from './clean.ts';
import type { CircuitFacts, Mapping, Meaning, TagFacts, Upstream } from './mapping.ts';
import { MAPPED } from './role-map.ts';

const KINDS: readonly BmcLan[] = ['dedicated', 'shared', 'failover', 'none'];
const MEDIA: readonly Medium[] = ['fibre', 'copper', 'mobile', 'satellite', 'lan'];
const PURPOSES: readonly UplinkPurpose[] = ['production', 'management'];
const OUR_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'rendezvous');
/** The parts of a small site's one box; an inventory takes no others. */
const FURTHER: readonly Role[] = ['jumphost', 'management-switch', 'console-server'];
/** Of interfaces; what console and power ports are, NetBox knows. */
const INTERFACES: readonly PortKind[] = PORT_KINDS.filter((kind) => !/console|power|outlet/.test(kind));

const circuitFields = {
  purpose: oneOf('bad-value', 'a purpose', PURPOSES),
  medium: oneOf('bad-value', 'a medium', MEDIA),
  inbound: yesNo,
};
const circuitShape = object('what a circuit is', circuitFields);
const factsShape = object('what a tag means', {
  'leave-out': yesNo,
  role: oneOf('unknown-role', 'a role', OUR_ROLES),
  bmc: oneOf('bad-value', 'a kind of BMC LAN', KINDS),
  rendered: yesNo,
  also: oneOf('unknown-role', 'a role that a box has beside its first', FURTHER),
  owner: text('the name of an owner'),
  kind: oneOf('unknown-kind', 'a kind of port', INTERFACES),
  separate: yesNo,
  ...circuitFields,
  'last-mile': text('the name of a local loop'),
  campus: text('the name of a campus'),
  route: text('the name of a route'),
});
const upstreamShape: Shape<Upstream> = parsed(
  '"own", or the slug of the provider whose network it rides on',
  (value) => (value === 'own' ? 'own' : nameProblem(value) ? undefined : { on: value }),
);

const slugs = <T>(what: string, value: Shape<T>): Shape<Named<T>[]> => named(what, () => undefined, value);

const mappingShape = object('a mapping', {
  roles: slugs('a map from roles of NetBox to ours', oneOf('unknown-role', 'a role', MAPPED)),
  tags: slugs('a map of tags', scalarOr(oneOf('bad-value', 'a meaning', ['ignore'] as const), factsShape)),
  'circuit-types': slugs('a map of circuit types', circuitShape),
  providers: slugs('a map of providers', upstreamShape),
});

/** Whether the line of a value still carries the mark of a guess. */
const isGuess = (node: Node): boolean => {
  const line = node.source.text.split('\n')[valuePlace(node).line - 1] ?? '';
  return /\s# \?/.test(line);
};

const meanings = <T, M>(
  entries: readonly Named<T>[] | undefined,
  meaning: (value: T) => M,
): ReadonlyMap<string, Meaning<M>> =>
  new Map(
    (entries ?? []).flatMap(({ name, node, value }) =>
      value === undefined ? [] : [[clean(name), { value: meaning(value), sure: !isGuess(node) }] as const],
    ),
  );

const without = <T extends { readonly node: Node }>({ node: _node, ...facts }: T): Omit<T, 'node'> => facts;

/** The mapping that a person wrote, after reporting all that is wrong with it. */
export const readMapping = (source: Source, report: Report): Mapping => {
  const root = parseYaml(source, report);
  const read = root && mappingShape.read(root, report);
  return {
    roles: meanings(read?.roles, (role) => role),
    tags: meanings(read?.tags, (facts): TagFacts | 'ignore' =>
      facts === 'ignore' ? facts : (without(facts) as TagFacts),
    ),
    circuitTypes: meanings(read?.['circuit-types'], (facts) => without(facts) as CircuitFacts),
    providers: meanings(read?.providers, (upstream) => upstream),
  };
};
