/**
 * Inventories of a size: sites of 16 racks of up to 40 devices, as the full example has them, by templates or written out.
 * Switches have 48 ports and PDUs 24 outlets, so that the main rack has room for fewer servers.
 */
const PER_RACK = ['msw1: management-switch', '"pdu[1-4]": pdu', '"sw[1-2]": switch'];
const PLAIN = [...PER_RACK, '"srv[01-33]": server'];
const RACKS_PER_SITE = 16;
const DEVICES_PER_SITE = 633;

const MAIN = [
  ...PER_RACK,
  '"srv[01-20]": server',
  '"gw[1-2]": gateway',
  'jump1: jumphost',
  'cs1: console-server',
  '"rt[1-2]": router',
];

const uplinks = (site: number, pad: string): string[] => [
  `${pad}uplinks:`,
  `${pad}  r01/rt1: { provider: one }`,
  `${pad}  r01/rt2: { provider: two }`,
  `${pad}  r01/gw1: { provider: three, address: 198.19.${site}.2/29 }`,
  `${pad}  r01/gw2: { provider: four, address: 198.19.${site}.10/29 }`,
];

const head = (name: string): string[] => [
  'relaxops: 1',
  `name: ${name}`,
  'networks: { home: 198.51.100.0/27 }',
  'operators: { alice: { key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKEZeoTINBLD3XLNLNCFPyboklQBPEsqgmxzZsSG+FQn, from: [home] } }',
  'providers: { one: , two: , three: , four: }',
];

const rackNames = (racks: number): string[] =>
  Array.from({ length: racks }, (_, n) => `r${String(n + 1).padStart(2, '0')}`);

/** About `devices` devices by rack templates. */
export const withTemplates = (devices: number): string => {
  const sites = Math.max(1, Math.round(devices / DEVICES_PER_SITE));
  const lines = head(`templates-${devices}`);
  lines.push('rack-templates:', '  plain:', ...PLAIN.map((line) => `    ${line}`));
  lines.push('  main:', ...MAIN.map((line) => `    ${line}`), 'sites:');
  for (let site = 1; site <= sites; site++) {
    lines.push(`  s${site}:`, `    number: ${site}`, '    feeds: [A, B]');
    lines.push(`    racks: { r01: main, "r[02-${RACKS_PER_SITE}]": plain }`, ...uplinks(site, '    '));
  }
  return `${lines.join('\n')}\n`;
};

const expanded = (line: string): string[] => {
  const match = /^"(\w+)\[(\d+)-(\d+)\]": (.*)$/.exec(line);
  if (!match) return [line];
  const [, name, from, to, rest] = match;
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => {
    const number = String(Number(from) + n).padStart(from!.length, '0');
    return `${name}${number}: { role: ${rest} }`;
  });
};

/** The same network with every device written out. */
export const writtenOut = (devices: number): string => {
  const sites = Math.max(1, Math.round(devices / DEVICES_PER_SITE));
  const lines = [...head(`written-${devices}`), 'sites:'];
  for (let site = 1; site <= sites; site++) {
    lines.push(`  s${site}:`, `    number: ${site}`, '    feeds: [A, B]', '    racks:');
    rackNames(RACKS_PER_SITE).forEach((rack, n) => {
      lines.push(`      ${rack}:`, '        devices:');
      const own = n === 0 ? MAIN : PLAIN;
      lines.push(...own.flatMap(expanded).map((line) => `          ${line}`));
    });
    lines.push(...uplinks(site, '    '));
  }
  return `${lines.join('\n')}\n`;
};
