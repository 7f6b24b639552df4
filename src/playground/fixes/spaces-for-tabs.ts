import type { FixKind } from './fix.ts';

/** "Replace each tab with two spaces.": all that indent, since one alone would leave the next. */
export const spacesForTabs: FixKind = ({ text, diagnostic }) =>
  diagnostic.hint.startsWith('Replace each tab')
    ? [
        {
          label: 'Replace tabs with spaces',
          edit: {
            from: 0,
            to: text.length,
            insert: text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  ')),
          },
        },
      ]
    : [];
