/**
 * Characters that a terminal or a reader's eye would obey instead of show: C0 and C1 controls (ECMA-48), line and paragraph separators,
 * controls of writing direction (Unicode Standard Annex 9, section 2) and blanks without width. What joins letters and emoji
 * (U+200C, U+200D) is text.
 */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const EACH = new RegExp(CONTROLS, 'g');

/** Whether there are such characters other than tabs and line feeds. */
export const hasControl = (text: string): boolean => CONTROLS.test(text.replace(/[\t\n]/g, ''));

/** The text with each of them spelt out, `\u001b`; those in `kept` stay. */
export const spellControls = (text: string, kept = ''): string =>
  text.replace(EACH, (char) =>
    kept.includes(char) ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
