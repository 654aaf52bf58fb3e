import type { Improvement, Tried } from '#analysis/changes/try-changes.ts';
import type { Style } from '../output/style.ts';

const priceText = ({ cables, ports, boxes }: Improvement): string => {
  const parts = [
    [boxes, 'box', 'boxes'],
    [cables, 'cable', 'cables'],
    [ports, 'port', 'ports'],
  ] as const;
  const text = parts.filter(([n]) => n > 0).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`);
  return text.length > 0 ? text.join(', ') : 'nothing to buy';
};

/** `3 fewer losses to pairs`, `1 loss fewer to pairs`. */
const lessText = (count: number, to: string, named = true): string[] => {
  if (count === 0) return [];
  const compared = count > 0 ? 'fewer' : 'more';
  if (!named) return [`${Math.abs(count)} ${compared} ${to}`];
  return [Math.abs(count) === 1 ? `1 loss ${compared} ${to}` : `${Math.abs(count)} ${compared} losses ${to}`];
};

const worthText = ({ singles, pairs, gained, freed }: Improvement): string =>
  [
    ...(gained > 0 ? [`${gained} ${gained === 1 ? 'verb' : 'verbs'} more`] : []),
    ...lessText(singles, 'to single failures'),
    ...lessText(pairs, 'to pairs', singles === 0).map((text) =>
      singles > 0 && pairs < 0 ? `${text} (what took one failure now takes two)` : text,
    ),
    `${freed} ${freed === 1 ? 'device' : 'devices'} freed`,
  ].join(', ');

/** The change worth most, and a few that come next. */
export const changesText = ({ improvements, tried, left }: Tried, style: Style): string => {
  if (tried + left === 0) return 'No change was tried: none of those that are known fits here.\n';
  const rest = left > 0 ? `; ${left} more were not, for the size of the network` : '';
  const head = `${tried === 1 ? '1 change was' : `${tried} changes were`} tried${rest}`;
  if (improvements.length === 0) return `${head}; none of them takes a loss away.\n`;
  const lines = improvements
    .slice(0, 3)
    .map((one, at) => `  ${at + 1}. ${one.text} (${priceText(one)})\n     ${worthText(one)}\n`);
  return `${style.bold('The change that helps most')} (${head})\n${lines.join('')}`;
};
