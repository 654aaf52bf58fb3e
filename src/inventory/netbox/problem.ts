/** Why nothing could be imported: a closed set, each with a sentence that says what to do about it. */
export interface ImportProblem {
  readonly code:
    | 'bad-url'
    | 'no-answer'
    | 'not-netbox'
    | 'token'
    | 'permission'
    | 'redirect'
    | 'busy'
    | 'fault'
    | 'garbage'
    | 'too-much'
    | 'interrupted';
  readonly text: string;
  readonly hint?: string;
}
