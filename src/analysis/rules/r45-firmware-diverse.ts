import type { Device } from '#model/network.ts';
import { byRack } from './_groups.ts';
import { counted } from './_text.ts';
import { kinIn } from './_vendors.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected another version in the management network';

/** What runs on it; undefined if the inventory does not say. */
const softwareOf = ({ platform, version }: Device): string | undefined =>
  version === undefined ? undefined : [platform, version].filter((part) => part !== undefined).join(' ');

const check = (context: RuleContext): Remark[] =>
  kinIn(context).flatMap(({ device, production }) => {
    const own = softwareOf(device);
    const same = production.find((other) => own !== undefined && softwareOf(other) === own);
    if (!same) return [];
    const what = `"${own}", as does production's "${same.id}"`;
    return [
      {
        on: device.id,
        place: device.place,
        text: `"${device.id}" runs ${what}, ${EXPECTED}`,
        group: byRack(context, device, (names) => `${names} run ${what}, ${EXPECTED}`),
      },
    ];
  });

const unjudged = (context: RuleContext): string[] => {
  const silent = kinIn(context)
    .flatMap(({ device, production }) => [device, ...production])
    .filter((device) => softwareOf(device) === undefined);
  const count = new Set(silent.map(({ id }) => id)).size;
  return count === 0 ? [] : [`${counted(count, 'device')} of one vendor without "version"`];
};

/** T59: where the vendor is the same, different firmware releases. */
export const firmwareDiverse: Rule = {
  id: 'R45',
  name: 'firmware-diverse',
  title: 'where one vendor does both, management runs another version than production',
  severity: 'warning',
  from: 'b',
  sources: ['T59', 'T03'],
  profiles: ['talk'],
  after: ['R44'],
  check,
  unjudged,
};
