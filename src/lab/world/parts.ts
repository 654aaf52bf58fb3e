/** The parts of a lab that it can do without: each needs daemons of its own. */
export interface LabParts {
  /** Serial lines and console servers. */
  readonly serial: boolean;
  readonly bmc: boolean;
  readonly pdu: boolean;
  /** Names and leases inside. */
  readonly names: boolean;
}

export const ALL_PARTS: LabParts = { serial: true, bmc: true, pdu: true, names: true };
