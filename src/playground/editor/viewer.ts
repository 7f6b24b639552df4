import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { foldGutter, foldKeymap } from '@codemirror/language';
import { searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { look } from './look.ts';
import { markedLines } from './marked-lines.ts';
import { onLine } from './on-line.ts';

/** Where a host's text is read: a cursor goes through it, by pointer or by key, and tells where it is. */
export function createViewer(parent: HTMLElement, looked: (line: number) => void): EditorView {
  const extensions = [
    [lineNumbers(), foldGutter({ openText: '⌄', closedText: '›' }), drawSelection(), highlightActiveLine()],
    [EditorState.readOnly.of(true), markedLines, onLine(looked), look, yaml()],
    EditorView.contentAttributes.of({
      'aria-label': "The host's text, read-only",
      'aria-readonly': 'true',
      tabindex: '0',
    }),
    keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]),
  ];
  return new EditorView({ parent, state: EditorState.create({ extensions }) });
}
