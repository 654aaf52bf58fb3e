import { parseIp } from '#base/ip.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { onDevice } from './_remark.ts';
import { configured } from './_rendered.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const V4 = /^\d{1,3}(\.\d{1,3}){3}$/;

const isLiteral = (host: string): boolean => V4.test(host) || parseIp(host) !== undefined;

/** `HostName`, `ProxyJump` and `remote` with something else than an address behind it; keys known under a name. */
const namesIn = ({ path, text }: RenderedFile): string[] => {
  if (path.endsWith('ssh_known_hosts'))
    return [...text.matchAll(/^(?!#|\d+\.\d+\.\d+\.\d+ )(\S+)/gm)]
      .flatMap((match) => (match[1] ?? '').split(','))
      .filter((host) => !isLiteral(host));
  const pattern = path.endsWith('ssh_config')
    ? /^\s+(?:HostName|ProxyJump) (?!\d+\.\d+\.\d+\.\d+$)(\S+)/gm
    : /^(?:remote |Endpoint = )([^\s:]+)/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '').filter((host) => !isLiteral(host));
};

/** The first name in a host's files that somebody would have to look up. */
const firstName = (files: readonly RenderedFile[]): { path: string; name: string } | undefined => {
  for (const file of files) {
    const [name] = /ssh_config$|known_hosts$|(?:openvpn|wireguard)\/.*\.conf$/.test(file.path)
      ? namesIn(file)
      : [];
    if (name !== undefined) return { path: file.path, name };
  }
  return undefined;
};

const EXPECTED = 'expected an address';

const operatorRemarks = (context: RuleContext): Remark[] =>
  context.network.operators.flatMap(({ id, place }) => {
    const found = firstName(context.rendered?.files(`_operators/${id}`) ?? []);
    if (!found) return [];
    const text = `operator "${id}" needs DNS for "${found.name}" in "${found.path}", ${EXPECTED}`;
    return [{ on: id, place, text }];
  });

const hostRemarks = (context: RuleContext): Remark[] =>
  configured(context, 'gateway', 'jumphost').flatMap(({ device, files }) => {
    const found = firstName(files);
    const what = `needs DNS for "${found?.name}" in "${found?.path}"`;
    return found ? [onDevice(context, device, { what, expected: EXPECTED })] : [];
  });

/** T54: DNS may be down too, /etc/hosts gone, .ssh/config broken. */
export const noNameDependency: Rule = {
  id: 'R40',
  name: 'no-name-dependency',
  title: 'every way in works by literal addresses',
  severity: 'error',
  from: 'a',
  sources: ['T54', 'INC-FB'],
  profiles: ['talk'],
  needs: ['rendered'],
  check: (context) => [...operatorRemarks(context), ...hostRemarks(context)],
  unjudged: ({ network }) => (network.operators.length === 0 ? ['there are no operators'] : []),
};
