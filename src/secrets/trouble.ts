/** Why something cannot be done, in a sentence without anything secret, and what would help. */
export interface Trouble {
  readonly text: string;
  readonly hint?: string;
}
