/** Ids, the first few of them and how many more. */
export const someIds = (ids: readonly string[], most = 4): string =>
  ids.length <= most ? ids.join(', ') : `${ids.slice(0, most).join(', ')} and ${ids.length - most} more`;
