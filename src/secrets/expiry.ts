import type { Finding } from '#model/finding.ts';
import { CRL, daysBetween, endingWithin } from './rotate.ts';
import type { Index } from './store/entry.ts';

/** How long before the end it is said: a month is time for one deployment. */
export const WARN_DAYS = 30;

const WHAT: Readonly<Record<string, string>> = {
  [CRL]: "the VPN's revocation list",
  'vpn-ca': "the VPN's authority",
};

const EFFECT: Readonly<Record<string, string>> = {
  [CRL]: ': no VPN then lets anybody in',
  'vpn-ca': ': no VPN then lets anybody in',
};

/** What ends within a month or has ended, and what somebody knows who should not. */
export const storeFindings = (index: Index, today: string, file: string): Finding[] => {
  const place = { file, line: 1, column: 1, path: '' };
  const endings = endingWithin(index, today, WARN_DAYS).map(({ name, expires }): Finding => {
    const left = daysBetween(today, expires);
    const when =
      left < 0 ? `ended on ${expires}` : `ends on ${expires}, in ${left} day${left === 1 ? '' : 's'}`;
    return {
      code: 'secret-expires',
      severity: left < 0 ? 'error' : 'warning',
      text: `${WHAT[name] ?? `the certificate of "${name.replace('vpn-key/', '')}"`} ${when}${EFFECT[name] ?? ''}`,
      place,
      on: name,
      hint: `relaxops secrets rotate ${name}, then render and deploy`,
    };
  });
  const exposed = index.entries.filter((entry) => (entry.exposed ?? []).length > 0);
  if (exposed.length === 0) return endings;
  const who = [...new Set(exposed.flatMap((entry) => entry.exposed ?? []))].sort().join(', ');
  const text = `${exposed.length} secret${exposed.length === 1 ? ' is' : 's are'} known to who was revoked: ${who}`;
  const hint = 'relaxops secrets rotate --exposed, then render and deploy';
  return [...endings, { code: 'secret-exposed', severity: 'warning', text, place, hint }];
};
