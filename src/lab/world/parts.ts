import type { LineDaemon } from '#model/network.ts';

/** The parts of a lab that it can do without: each needs daemons of its own. */
export interface LabParts {
  /** Serial lines and console servers. */
  readonly serial: boolean;
  /** Console servers that run conserver, besides. */
  readonly conserver: boolean;
  readonly bmc: boolean;
  readonly pdu: boolean;
  /** fail2ban: bans at jumphosts, and at a door. */
  readonly bans: boolean;
  /** Wrong clocks. */
  readonly clock: boolean;
  /** Names and leases inside, and name services that access needs. */
  readonly names: boolean;
  /** Authentication servers that logins ask. */
  readonly logins: boolean;
}

export const ALL_PARTS: LabParts = {
  serial: true,
  conserver: true,
  bmc: true,
  pdu: true,
  bans: true,
  clock: true,
  names: true,
  logins: true,
};

/** Whether a lab with these parts has lines that this daemon serves. */
export const servesLines = (parts: LabParts, daemon: LineDaemon): boolean =>
  parts.serial && (daemon === 'ser2net' || parts.conserver);
