import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Tells of the line that somebody puts the cursor on, by pointer or by key; what a program does tells nothing. */
export const onLine = (tell: (line: number) => void): Extension =>
  EditorView.updateListener.of(({ state, selectionSet, transactions, view }) => {
    if (selectionSet && view.hasFocus && transactions.some((one) => one.isUserEvent('select'))) {
      tell(state.doc.lineAt(state.selection.main.head).number);
    }
  });
