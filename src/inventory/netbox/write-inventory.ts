import type {
  Imported,
  ImportedCable,
  ImportedDevice,
  ImportedFeed,
  ImportedLinks,
  ImportedPort,
  ImportedSite,
  ImportedUplink,
} from './imported.ts';
import { type PlacedQuestion, scalar, YamlLines } from './yaml-lines.ts';

/** The text of the file, and the questions in it by line. */
export interface WrittenInventory {
  readonly text: string;
  readonly questions: readonly PlacedQuestion[];
}

const netboxName = (was: string | undefined): string | undefined =>
  was === undefined ? undefined : `NetBox: ${was}`;

const portText = ({ name, kind, separate, draw, label, address }: ImportedPort): string => {
  const more = [
    ...(separate ? ['separate: yes'] : []),
    ...(draw === undefined ? [] : [`draw: ${draw}`]),
    ...(label === undefined ? [] : [`label: ${JSON.stringify(label)}`]),
    ...(address === undefined ? [] : [`address: ${address}`]),
  ];
  return `${scalar(name)}: { ${[`kind: ${kind}`, ...more].join(', ')} }`;
};

const writeDevice = (out: YamlLines, where: string, device: ImportedDevice): void => {
  const about = `${where}/${device.name}`;
  out.add(5, `${device.name}:`, netboxName(device.was));
  for (const question of device.questions) out.ask(6, '', about, question);
  out.ask(6, `role: ${device.role.value}`, about, device.role.ask);
  out.add(6, `number: ${device.number}`);
  // A NetBox has none without a name; a dump that somebody edited may.
  if (device.vendor !== '') out.add(6, `vendor: ${scalar(device.vendor)}`);
  // Of a box of several roles its type does not tell the ports, so an inventory takes none.
  if (device.also) out.add(6, '', `type: ${device.type}`);
  else out.add(6, `type: ${scalar(device.type)}`);
  if (device.also) out.add(6, `also: [${device.also.join(', ')}]`);
  if (device.stack) out.add(6, `stack: ${scalar(device.stack.name)}`, device.stack.note);
  if (device.owner !== undefined) out.add(6, `owner: ${scalar(device.owner)}`);
  if (device.speed !== undefined) out.add(6, `console: { speed: ${device.speed} }`);
  if (device.platform) out.add(6, `platform: ${scalar(device.platform)}`);
  if (device.bmc) out.ask(6, `bmc: ${device.bmc.value}`, about, device.bmc.ask);
  if (device.rendered)
    out.ask(6, `rendered: ${device.rendered.value ? 'yes' : 'no'}`, about, device.rendered.ask);
  if (device.ports.length === 0) return;
  out.add(6, 'ports:');
  for (const port of device.ports) out.ask(7, portText(port), `${about}:${port.name}`, port.ask, port.note);
};

const writeRacks = (out: YamlLines, site: ImportedSite): void => {
  if (site.racks.length === 0) return;
  out.add(2, 'racks:');
  for (const rack of site.racks) {
    out.ask(3, `${rack.name}:`, `${site.name}/${rack.name}`, rack.ask, netboxName(rack.was));
    out.add(4, `number: ${rack.number}`);
    if (rack.location !== undefined) out.add(4, `location: ${scalar(rack.location)}`);
    if (rack.devices.length > 0) out.add(4, 'devices:');
    for (const device of rack.devices) writeDevice(out, `${site.name}/${rack.name}`, device);
  }
};

const feedText = ({ panel, watts }: ImportedFeed): string =>
  `{ panel: ${JSON.stringify(panel)}${watts === undefined ? '' : `, watts: ${watts}`} }`;

const writeFeeds = (out: YamlLines, site: ImportedSite): void => {
  if (site.feeds.length === 0) return;
  out.ask(
    2,
    'feeds:',
    site.name,
    site.questions.find((q) => q.code === 'feed'),
  );
  for (const feed of site.feeds)
    out.ask(3, `${scalar(feed.name)}: ${feedText(feed)}`, `${site.name}/${feed.name}`, feed.ask, feed.note);
};

const writeUplink = (out: YamlLines, about: string, uplink: ImportedUplink): void => {
  out.add(3, `${scalar(uplink.port)}:`, uplink.circuit);
  out.add(4, `provider: ${uplink.provider}`);
  out.ask(4, `purpose: ${uplink.purpose.value}`, about, uplink.purpose.ask);
  out.ask(4, `medium: ${uplink.medium.value}`, about, uplink.medium.ask);
  out.ask(4, `inbound: ${uplink.inbound.value ? 'yes' : 'no'}`, about, uplink.inbound.ask);
  if (uplink.rate !== undefined) out.add(4, `rate: ${uplink.rate}`);
  if (uplink.lastMile !== undefined) out.add(4, `last-mile: ${scalar(uplink.lastMile)}`);
  if (uplink.route !== undefined) out.add(4, `route: ${JSON.stringify(uplink.route)}`);
};

const cableText = ({ a, b, route }: ImportedCable): string =>
  route === undefined
    ? `- ${scalar(`${a} -- ${b}`)}`
    : `- { a: ${JSON.stringify(a)}, b: ${JSON.stringify(b)}, route: ${JSON.stringify(route)} }`;

const writeCables = (out: YamlLines, depth: number, where: string, links: ImportedLinks): void => {
  if (links.cables.length + links.open.length === 0) return;
  out.add(depth, links.cables.length > 0 ? 'cables:' : 'cables: []');
  for (const cable of links.cables) {
    const about = depth === 0 ? cable.a : `${where}/${cable.a}`;
    out.ask(depth + 1, cableText(cable), about, cable.ask);
  }
  for (const question of links.open) out.ask(depth + 1, '', where, question);
};

const writeLinks = (out: YamlLines, site: ImportedSite, links: ImportedLinks): void => {
  if (links.uplinks.length > 0) out.add(2, 'uplinks:');
  for (const uplink of links.uplinks) writeUplink(out, `${site.name}/${uplink.port}`, uplink);
  writeCables(out, 2, site.name, links);
};

const writeSite = (out: YamlLines, site: ImportedSite, links: ImportedLinks | undefined): void => {
  out.add(1, `${site.name}:`, netboxName(site.was));
  for (const question of site.questions) if (question.code !== 'feed') out.ask(2, '', site.name, question);
  out.add(2, `number: ${site.number}`);
  if (site.campus) out.ask(2, `campus: ${scalar(site.campus.value)}`, site.name, site.campus.ask);
  writeFeeds(out, site);
  writeRacks(out, site);
  if (links) writeLinks(out, site, links);
};

const writeProviders = (out: YamlLines, imported: Imported): void => {
  if (imported.providers.length === 0) return;
  out.add(0, 'providers:');
  for (const provider of imported.providers)
    out.ask(
      1,
      `${provider.name}: ${provider.upstream === undefined ? '{}' : `{ upstream: ${provider.upstream} }`}`,
      provider.name,
      provider.ask,
      netboxName(provider.was),
    );
  out.add(0, '');
};

const writeHead = (out: YamlLines, imported: Imported, from: string): void => {
  out.add(0, '', `From ${from}, by "relaxops import netbox".`);
  out.add(
    0,
    '',
    'A line with "# ?" behind it is a proposal: NetBox cannot say it. Answer, and take the mark away.',
  );
  for (const note of imported.notes) out.add(0, '', `${note}.`);
  out.add(0, 'relaxops: 1');
  out.add(0, 'name: netbox');
  out.add(0, 'wiring: written', 'only the ports and cables that stand here exist');
  out.add(0, '');
  const operators = {
    code: 'operators',
    text: 'who may enter, and from where? NetBox does not know',
  } as const;
  out.ask(0, 'operators: {}', 'operators', operators);
  out.add(0, '');
};

const isInterlink = (imported: Imported, cable: ImportedCable): boolean =>
  imported.sites.some((s) =>
    s.racks.some((r) =>
      r.devices.some((d) =>
        d.ports.some((p) => p.kind === 'interlink' && cable.a === `${s.name}/${r.name}/${d.name}:${p.name}`),
      ),
    ),
  );

const writeBetween = (out: YamlLines, imported: Imported): void => {
  const { cables } = imported.between;
  const interlinks = cables.filter((c) => isInterlink(imported, c));
  const others = cables.filter((c) => !interlinks.includes(c));
  if (cables.length > 0) out.add(0, '');
  writeCables(out, 0, '', { uplinks: [], cables: others, open: [] });
  if (interlinks.length > 0) out.add(0, 'interlinks:');
  for (const cable of interlinks) out.ask(1, cableText(cable), cable.a, cable.ask);
};

/** The inventory file, with a question beside every line that is a proposal only. `from` names the NetBox. */
export const writeInventory = (imported: Imported, from: string): WrittenInventory => {
  const out = new YamlLines();
  writeHead(out, imported, from);
  writeProviders(out, imported);
  out.add(0, imported.sites.length > 0 ? 'sites:' : 'sites: {}');
  for (const site of imported.sites) writeSite(out, site, imported.links.get(site.name));
  writeBetween(out, imported);
  return { text: out.text(), questions: out.questions };
};
