/** Most letters of a label of a host name (RFC 1035 section 2.3.4). */
const LONGEST = 63;

const label = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST) || 'x';

/** `zrh1/r01/srv01:bmc` as `srv01-bmc.r01.zrh1`: the most particular first, as in DNS. */
const hostName = (id: string): string => {
  const [path = '', port] = id.split(/:(.*)/s);
  const [own = '', ...above] = path.split('/').reverse();
  return [port === undefined ? own : `${own}-${port}`, ...above].map(label).join('.').toLowerCase();
};

/** Host names by id; a number stands behind what would be somebody else's name. */
export const uniqueNames = (ids: readonly string[]): Map<string, string> => {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const [first = '', ...rest] = hostName(id).split('.');
    const variant = (n: number): string => [n === 1 ? first : `${first}-${n}`, ...rest].join('.');
    let n = 1;
    while (taken.has(variant(n))) n++;
    taken.add(variant(n));
    names.set(id, variant(n));
  }
  return names;
};
