import stringWidth from 'string-width';
import { csvTable } from '#render/export/csv.ts';
import { PLAIN, type Style } from './style.ts';

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Colours the padded text. */
  readonly paint?: (text: string, row: Row, style: Style) => string;
}

const pad = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const blank = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? blank + text : text + blank;
};

/**
 * A table with a heading, columns as wide as their widest value, two blanks apart. Nothing is shortened or
 * wrapped, since people copy values from it. Without rows it is empty.
 */
export const table = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: Style = PLAIN,
): string => {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => column.value(row)));
  const widths = columns.map((column, i) =>
    cells.reduce((most, line) => Math.max(most, stringWidth(line[i] ?? '')), stringWidth(column.title)),
  );
  const heading = columns.map((c, i) => pad(c.title, widths[i] ?? 0, c.align)).join('  ');
  const lines = rows.map((row, r) =>
    columns.map((column, i) => {
      const text = pad(cells[r]?.[i] ?? '', widths[i] ?? 0, column.align);
      return column.paint ? column.paint(text, row, style) : text;
    }),
  );
  return `${[style.bold(heading.trimEnd()), ...lines.map((line) => line.join('  ').trimEnd())].join('\n')}\n`;
};

/** The same columns as comma-separated values (RFC 4180, with line feeds), in which nothing is a formula. */
export const csv = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  csvTable(
    columns.map(({ title, value }) => [title, value] as const),
    rows,
  );
