import { labels } from '#render/export/labels.ts';
import { documentCommand } from '../export/document-command.ts';

/** `relaxops export labels`: what to print and stick on cables and outlets. */
export const exportLabels = documentCommand({
  id: 'labels',
  summary: 'labels for cables and outlets as CSV: what to print, and where to stick it',
  description: `Writes CSV to stdout, one row a label: two for a cable, one for each end, and one for an outlet that something hangs on.
Columns: what (cable or outlet), at (where it belongs), rack, line1 and line2 (the text), kind, cable (the same for both ends).
A cell that a spreadsheet would take for a formula gets an apostrophe in front.`,
  examples: [
    { command: 'relaxops export labels > labels.csv', text: 'for the label printer' },
    {
      command: 'relaxops -f examples/full/relaxops.yaml export labels',
      text: 'of the full example, to look at',
    },
  ],
  format: () => labels,
});
