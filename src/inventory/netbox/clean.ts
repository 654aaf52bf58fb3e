/** Names in NetBox have at most 100 characters, descriptions 200; what is longer did not come from a NetBox. */
const LONGEST = 200;

/**
 * Text of another machine as one short line: what moves a cursor, turns text around (Unicode Bidi_Control), breaks lines or is
 * half a character becomes a blank.
 */
export const clean = (text: string): string =>
  Array.from(
    text
      .slice(0, LONGEST * 4)
      .replace(UNPRINTABLE, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
  )
    .slice(0, LONGEST)
    .join('')
    .trimEnd();

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff]+/gu;
