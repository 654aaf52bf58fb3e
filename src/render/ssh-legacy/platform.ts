/**
 * What the ssh of an old platform needs beside the defaults of OpenSSH, appended to them (`+`), so that whatever is better and known
 * to both still comes first (ssh_config(5), KexAlgorithms; https://www.openssh.com/legacy.html).
 */
export interface LegacyPlatform {
  /** As inventories and NetBox spell it, in small letters. */
  readonly names: readonly string[];
  readonly kexAlgorithms?: readonly string[];
  readonly hostKeyAlgorithms?: readonly string[];
  readonly source: string;
}
