import { ENTRY_POLICIES } from '#model/network.ts';
import { accountsShape } from './accounts.ts';
import { cablesShape } from './cables.ts';
import { countryBlockShape } from './country-block.ts';
import { dependenciesShape } from './dependencies.ts';
import { documentsShape } from './documents.ts';
import { dualStackShape } from './dual-stack.ts';
import { flowsShape } from './flows.ts';
import { interlinksShape } from './interlinks.ts';
import { networksShape, operatorsShape } from './operators.ts';
import { permitsShape } from './permits.ts';
import { providersShape } from './providers.ts';
import { rendezvousesShape } from './rendezvous.ts';
import { described, integer, list, located, object, oneOf, required, text } from './shape.ts';
import { sitesShape } from './sites.ts';
import { softwareShapes } from './software.ts';
import { stationsShape } from './stations.ts';
import { storiesShape } from './stories.ts';
import { templatesShape } from './templates.ts';
import { timersShape } from './timers.ts';
import { waiversShape } from './waivers.ts';
import { WIRINGS } from './wirings.ts';

/** Section `include`. */
export const includeShape = list(located(text('the name of a file')), 'files');

/** The whole inventory, one field a section. */
export const inventoryShape = object('an inventory', {
  relaxops: required(described('version of the format', integer(1, 1))),
  name: described(
    'what the network is called',
    text('a name of letters, digits and "-"', '^[A-Za-z0-9][A-Za-z0-9-]{0,30}$'),
  ),
  include: described('files whose sections are added to these', includeShape),
  prefix: described(
    'the management supernet, by default 10.0.0.0/8',
    located(text('a prefix such as "10.0.0.0/8"')),
  ),
  ipv6: described(
    'a prefix of unique local addresses: management has IPv6 beside IPv4, where devices can',
    dualStackShape,
  ),
  wiring: described(
    'with "written" nothing is wired by default: only the ports, feeds and cables that are written exist',
    oneOf('bad-value', 'a kind of wiring', WIRINGS),
  ),
  timers: described('how fast things notice each other missing; recovery waits for them', timersShape),
  entry: described(
    'how operators come to devices: by a jumphost alone, or straight out of the VPN as well; a site may say otherwise',
    oneOf('bad-value', 'an entry policy', ENTRY_POLICIES),
  ),
  networks: described('networks that operators come from', networksShape),
  operators: described('people who may enter', operatorsShape),
  'country-block': described(
    'lets sources of some countries only knock at doors, at all times or under attack',
    countryBlockShape,
  ),
  providers: described('whose networks things hang on', providersShape),
  rendezvous: described('hosts that gateways without inbound dial out to', rendezvousesShape),
  stations: described('monitoring hosts outside, with a static tunnel', stationsShape),
  'rack-templates': described(
    'what a rack holds: devices by name or range ("srv[01-20]"), each with a role or attributes; "extends" names a template to start from',
    templatesShape,
  ),
  sites: required(described('places with racks', sitesShape)),
  cables: described('cables from one site to another, other than interlinks', cablesShape),
  interlinks: described(
    'wires between the gateways of two sites, such as "zrh1/r01/gw1 -- ber1/r01/gw1"',
    interlinksShape,
  ),
  services: described('what access and repair depend on, and where it lives', dependenciesShape),
  documents: described('copies of the documentation, and where they are', documentsShape),
  accounts: described('local accounts for when central authentication is gone', accountsShape),
  flows: described('bulk traffic that is no production, such as backups', flowsShape),
  software: described('what is known of platforms and their versions', softwareShapes),
  permits: described('what may pass beside what follows from roles, each with a reason', permitsShape),
  stories: described('outages of your own, for "replay"', storiesShape),
  waivers: described('findings that somebody accepts, for a reason and until a day', waiversShape),
});

export type Inventory = NonNullable<ReturnType<typeof inventoryShape.read>>;
