/** What is not as planned: every change of the lab goes into these first, and then the namespaces follow. */
export class Facts {
  readonly feedsOff = new Set<string>();
  readonly outletsOff = new Set<string>();
  /** Ids of cut cables. */
  readonly cut = new Set<string>();
  readonly deadChassis = new Set<string>();
  readonly misconfigured = new Set<string>();
  readonly blocked = new Set<string>();
  /** Hosts whose main board is off, by their BMC. */
  readonly switchedOff = new Set<string>();
  /** Hosts that were stopped in their boot menu. */
  readonly halted = new Set<string>();
  /** Hosts whose configuration was erased. */
  readonly blank = new Set<string>();
  /** Names of the variants that disks are in. */
  readonly varied = new Set<string>();
}

/** Puts a name in a set or takes it out; whether that changed anything. */
export const put = (set: Set<string>, name: string, present: boolean): boolean => {
  if (set.has(name) === present) return false;
  if (present) set.add(name);
  else set.delete(name);
  return true;
};
