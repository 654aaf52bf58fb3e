/** What a console says of the device that it belongs to. */
export interface Identity {
  /** `zrh1/r01/sw1`: every prompt names it. */
  readonly name: string;
  readonly role: string;
  readonly vendor?: string;
  readonly platform?: string;
  readonly version?: string;
  /** The local account for when nothing else works, and its password. */
  readonly user: string;
  readonly password: string;
}

/** The device behind a console, as far as a console can move it. */
export interface Machine {
  /** Milliseconds that only grow. */
  now(): number;
  /** Does something after so many milliseconds; the result calls it off. */
  later(ms: number, action: () => void): () => void;
  /** A line for each interface, as the system has them now. */
  interfaces(): Promise<string>;
  /** Ends the running system; it stays down until `boot`. */
  halt(): Promise<void>;
  /** Starts a system that was halted. */
  boot(): Promise<void>;
  /** Whether it waits for a passphrase before it boots. */
  asks(): boolean;
  /** The passphrase was right: it boots. */
  unlock(): Promise<void>;
  /** Whether the configuration was erased. */
  blank(): boolean;
  /** Erases the configuration, or brings back the last one; counts from the next boot on. */
  setBlank(blank: boolean): Promise<void>;
  /** Takes back the last change of the configuration; false if there is none. */
  rollback(): Promise<boolean>;
}
