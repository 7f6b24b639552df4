import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { completeManifest, type Knowledge } from './completion.ts';
import { explainUnderPointer } from './hover.ts';
import { look } from './look.ts';
import { markedLines } from './marked-lines.ts';
import { onLine } from './on-line.ts';

interface EditorOptions extends Knowledge {
  readonly parent: HTMLElement;
  /** The text has changed. */
  readonly changed: (text: string) => void;
  /** Somebody has put the cursor on this line. */
  readonly looked: (line: number) => void;
}

/** Where the manifest is written. Tab leaves it, as it leaves every field: Ctrl+] indents. */
export function createEditor({ parent, changed, looked, ...knowledge }: EditorOptions): EditorView {
  const extensions = [
    [lineNumbers(), lintGutter(), foldGutter({ openText: '⌄', closedText: '›' })],
    [history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches()],
    [highlightActiveLine(), highlightActiveLineGutter(), indentUnit.of('  '), EditorState.tabSize.of(2)],
    [yaml(), autocompletion({ override: [completeManifest(knowledge)] }), explainUnderPointer(knowledge.schema)],
    [markedLines, onLine(looked), look],
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'Manifest, YAML', spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) changed(state.doc.toString());
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ];
  return new EditorView({ parent, state: EditorState.create({ extensions }) });
}

/** Takes another text in the place of all; undo brings the old one back. */
export function setText(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
}
