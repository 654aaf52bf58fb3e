import { onDevice } from './_remark.ts';
import { configured, ROOT, textAt } from './_rendered.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The device's addresses on production's side. */
const operational = ({ network }: RuleContext, device: string): string[] =>
  network.addresses
    .filter((one) => one.device === device && one.network === 'production')
    .map(({ ip }) => ip);

const isManaged = ({ network }: RuleContext, device: string): boolean =>
  network.addresses.some((one) => one.device === device && one.network === 'management');

const check = (context: RuleContext): Remark[] =>
  configured(context, 'server', 'router', 'switch').flatMap(({ device, files }) => {
    const text = textAt(files, `${ROOT}/sshd_config`) ?? '';
    const listens = [...text.matchAll(/^ListenAddress (\S+?)(?::22)?$/gm)].map((match) => match[1]);
    const ip = operational(context, device.id).find((one) => listens.includes(one));
    if (ip === undefined || !isManaged(context, device.id)) return [];
    return [
      onDevice(context, device, {
        what: `takes logins on production's "${ip}" too`,
        expected: 'expected its management address alone',
      }),
    ];
  });

/** NSA 2020 and DISA's Router SRG: management traffic enters and leaves by the out-of-band interface only. */
export const neverOverOperational: Rule = {
  id: 'R54',
  name: 'never-over-operational',
  title: 'what has a way out of band takes no logins in band',
  severity: 'warning',
  from: 'a',
  sources: ['NSA20', 'DISA Router SRG'],
  profiles: ['nsa', 'stig'],
  severities: { stig: 'error' },
  needs: ['rendered'],
  check,
};
