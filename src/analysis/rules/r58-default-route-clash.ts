import type { RenderedFile } from '#model/rendered.ts';
import { onDevice } from './_remark.ts';
import { configured } from './_rendered.ts';
import type { Rule } from './rule.ts';

/** The table of a default route: `main` unless it says otherwise. Each version of IP has its own of that name. */
const tableOf = (line: string): string =>
  `${/ via \S*:/.test(line) ? 'IPv6 ' : ''}${/ table (\S+)/.exec(line)?.[1] ?? 'main'}`;

/** Two default routes of one table, if there are: the later one replaces the other, or both are tried by metric. */
const clashIn = ({ text }: RenderedFile): [string, string] | undefined => {
  const routes = text.split('\n').filter((line) => /^route (?:add|replace|append) default /.test(line));
  for (const [at, first] of routes.entries()) {
    const second = routes.slice(at + 1).find((line) => tableOf(line) === tableOf(first));
    if (second !== undefined) return [first, second];
  }
  return undefined;
};

/** The way of a route without the words around it. */
const shown = (line: string): string => line.replace(/^route \w+ /, '');

/** One default route in a routing table: a second one in band hides the one that answers should take. */
export const defaultRouteClash: Rule = {
  id: 'R58',
  name: 'default-route-clash',
  title: 'no routing table has two default routes',
  severity: 'error',
  from: 'a',
  sources: ['T14', 'DELL'],
  profiles: ['talk', 'nsa'],
  needs: ['rendered'],
  check: (context) =>
    configured(context, 'gateway', 'jumphost', 'rendezvous', 'management-switch', 'server').flatMap(
      ({ device, files }) =>
        files
          .filter(({ path }) => path.endsWith('.batch'))
          .flatMap((file) => {
            const clash = clashIn(file);
            if (!clash) return [];
            const what = `has two default routes in one table, "${shown(clash[0])}" and "${shown(clash[1])}"`;
            return [onDevice(context, device, { what, expected: 'expected one' })];
          }),
    ),
};
