/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"): these characters, their full-width twins, and
 * white space that it strips before it looks.
 */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** OWASP's advice: such a cell gets an apostrophe in front, and is quoted. So a name is shown and never run. */
const defused = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const cell = (text: string): string => {
  const safe = defused(text);
  return safe !== text || /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Comma-separated values (RFC 4180, with line feeds); nothing in them is a formula. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\n`).join('');

/** One column: its title, and what a row has there. */
export type CsvColumn<Row> = readonly [title: string, value: (row: Row) => string];

/** Rows by columns, with a heading. */
export const csvTable = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  csvText([columns.map(([title]) => title), ...rows.map((row) => columns.map(([, value]) => value(row)))]);
