/** Where something stands in what a person wrote. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Dotted path inside the file, such as `sites.zrh1.racks.r01`. Empty for the file as a whole. */
  readonly path: string;
}

/** `file:line:column`, the form that editors and terminals turn into a link. */
export const placeText = (place: Place): string => `${place.file}:${place.line}:${place.column}`;
