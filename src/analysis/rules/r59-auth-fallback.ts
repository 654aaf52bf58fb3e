import { askedAtLogin } from '#model/login-service.ts';
import type { BreakGlassAccount, Device } from '#model/network.ts';
import { daysBetween } from './_age.ts';
import { sitesNeeding } from './_circular.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives a figure; once a year is ours. */
const DAYS = 365;
const LOGIN_ROLES: ReadonlySet<string> = new Set(['gateway', 'jumphost', 'router', 'switch', 'meta-switch']);

/** Devices at the sites of services of which it is not said whose logins ask them. */
const perhapsAsking = (context: RuleContext): Device[] => {
  const sites = new Set(
    context.network.dependencies
      .filter(({ kind, use, logins }) => kind === 'aaa' && use !== 'comfort' && logins === undefined)
      .flatMap((service) => sitesNeeding(context, service).map(({ id }) => id)),
  );
  // Unless it is said, what RelaxOps renders takes keys that lie on it, and asks nobody.
  return context.network.devices.filter(
    ({ site, role, rendered }) => sites.has(site ?? '') && LOGIN_ROLES.has(role) && !rendered,
  );
};

/** Devices whose logins ask a central service, without what RelaxOps itself lets in by a key when that is silent. */
const asking = (context: RuleContext): Device[] => {
  const { network } = context;
  const perhaps = new Set(perhapsAsking(context));
  return network.devices.filter((device) => {
    const service = askedAtLogin(network, device.id);
    if (!service) return perhaps.has(device);
    return !device.rendered || service.fallback === 'none';
  });
};

const uncovered = (context: RuleContext): Remark[] => {
  const local = new Set(context.network.accounts.flatMap(({ on }) => on));
  return asking(context)
    .filter(({ id, console: set }) => !local.has(id) && set?.password !== true)
    .map((device) =>
      onDevice(context, device, {
        what: 'asks a central service for every login, without a local account',
        expected: 'expected one for when that is gone',
        hint: 'section "accounts" names them, with the day on which the secret was changed',
      }),
    );
};

const faultsOf = (
  { console: atConsole, logged, rotated, expires }: BreakGlassAccount,
  today: string,
): string[] => [
  ...(atConsole ? [] : ['is not let in on the console, expected it there above all']),
  ...(logged === false ? ['is used without a trace, expected a log that others see'] : []),
  ...(expires !== undefined && expires < today ? [`expired on "${expires}", expected a later day`] : []),
  ...(rotated !== undefined && daysBetween(rotated, today) > DAYS
    ? [`has a secret of ${daysBetween(rotated, today)} days, expected ${DAYS} at most`]
    : []),
];

const accountRemarks = ({ network, today }: RuleContext): Remark[] =>
  network.accounts.flatMap((account) =>
    faultsOf(account, today).map((fault) => ({
      on: account.id,
      place: account.place,
      text: `account "${account.id}" ${fault}`,
    })),
  );

/** A login must not hang on a service that is gone (RFC 3871 section 2.3.4: fall-back on the console). */
export const authFallback: Rule = {
  id: 'R59',
  name: 'auth-fallback',
  title: 'with central authentication gone a local account gets in, and is looked after',
  severity: 'error',
  from: 'b',
  sources: ['T54', 'RFC 3871 2.3.4'],
  profiles: ['talk', 'nsa', 'cisa', 'stig'],
  check: (context) => [...uncovered(context), ...accountRemarks(context)],
  unjudged: ({ network }) =>
    network.dependencies.some(({ kind }) => kind === 'aaa') ? [] : ['no service of kind "aaa" is written'],
};
