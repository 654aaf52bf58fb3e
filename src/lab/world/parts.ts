/** The parts of a lab that it can do without: each needs daemons of its own. */
export interface LabParts {
  /** Serial lines and console servers. */
  readonly serial: boolean;
  readonly bmc: boolean;
  readonly pdu: boolean;
  /** fail2ban: bans at jumphosts, and at a door. */
  readonly bans: boolean;
  /** Wrong clocks. */
  readonly clock: boolean;
  /** Name services that access needs. */
  readonly names: boolean;
}

export const ALL_PARTS: LabParts = {
  serial: true,
  bmc: true,
  pdu: true,
  bans: true,
  clock: true,
  names: true,
};
