import type { Reason } from '../origin.ts';

export const pamRadius: readonly Reason[] = [
  {
    match: /^\d[\d.]+:\d+ @\{secret:/,
    why: 'a server that is asked, the secret shared with it, and seconds of patience; the next line, if it is silent',
    sources: ['T53'],
  },
  {
    match: /^auth \[.*authinfo_unavail=ignore default=die\]/,
    why: 'accepted: done; refused: out; no server answered: the next line decides',
    sources: ['R59'],
  },
  { match: /^auth required pam_radius/, why: 'nobody gets in whom no server has accepted' },
  {
    match: /^auth required pam_permit/,
    why: 'silence leaves the key, which sshd has checked',
    sources: ['R59'],
  },
  { match: /^(account|session) |^@include /, why: 'accounts and sessions as Debian has them' },
];

export const freeradius: readonly Reason[] = [
  { match: /^ *\}$/, why: 'a section ends' },
  { match: /^(name|libdir) =/, why: 'where Debian has it' },
  {
    match: /^(max_request_time|cleanup_delay|max_requests) =/,
    why: 'nobody waits long, and few ask at once',
  },
  { match: /^hostname_lookups =/, why: 'no name service is asked', sources: ['T54'] },
  { match: /^(log|security|thread pool|modules) \{$|^server /, why: 'a section' },
  {
    match: /^ {4}(destination|auth|auth_badpass|auth_goodpass) =/,
    why: 'who was let in, and who was not; no password',
  },
  { match: /^ {4}(user|group) =/, why: 'root is given up once this file is read' },
  {
    match: /^ {4}(allow_core_dumps|max_attributes|reject_delay|status_server) =/,
    why: 'no more is said, and no faster, than a login needs',
  },
  { match: /^ {4}(start|max|min_spare|max_spare)_\w+ =/, why: 'people log in one by one' },
  { match: /^client /, why: 'a device whose logins ask', sources: ['T42'] },
  { match: /^ {4}(ipaddr|secret) =/, why: 'where it asks from, and what only it and its servers know' },
  {
    match: /^ {8}(type|ipaddr|port) =|^ {4}listen/,
    why: 'the inside address, and no other',
    sources: ['T53'],
  },
  { match: /^ +case "/, why: 'an operator', sources: ['T31'] },
  { match: /^ +&Cleartext-Password/, why: 'what the operator types besides the key' },
  { match: /^ +case \{|^ +&Auth-Type := Reject/, why: 'everybody else is refused' },
  {
    match: /^ +(pap|authorize|authenticate|switch|update|Auth-Type)\b/,
    why: 'how a password is checked',
  },
];
