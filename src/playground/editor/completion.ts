import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { type CursorPlace, placeAt } from './place-at.ts';
import { keysOf, type Schema, schemasAt, valuesOf } from './schema-at.ts';

/** What the completion knows besides the text. */
export interface Knowledge {
  /** Undefined until the compiler has told it. */
  readonly schema: () => Schema | undefined;
  readonly hosts: () => readonly string[];
}

/** Keys whose values name hosts. */
const NAMES_HOSTS = new Set(['star', 'links', 'hosts', 'reflectors', 'managers', 'stores']);
const WORD = /^[\w./-]*$/;

/** What may stand at the cursor, by the manifest's schema. */
export const completeManifest =
  ({ schema, hosts }: Knowledge) =>
  (context: CompletionContext): CompletionResult | null => {
    const root = schema();
    const place = placeAt(context.state.doc.toString(), context.pos);
    if (!root || !WORD.test(place.word) || (place.word === '' && !context.explicit && !isAfterColon(context)))
      return null;
    const schemas = schemasAt(root, place.path);
    const options = place.isKey ? keyOptions(schemas, place) : valueOptions(schemas, place, hosts());
    return options.length === 0 ? null : { from: place.from, options, validFor: WORD };
  };

/** Where a value is due, it is proposed unasked. */
const isAfterColon = ({ state, pos }: CompletionContext): boolean =>
  /: $/.test(state.sliceDoc(Math.max(0, pos - 2), pos));

function keyOptions(schemas: readonly Schema[], { siblings }: CursorPlace): Completion[] {
  return [...keysOf(schemas)]
    .filter(([key]) => !siblings.has(key))
    .map(([key, info]) => ({ label: key, type: 'property', ...(info === '' ? {} : { info }), apply: applyKey }));
}

function valueOptions(schemas: readonly Schema[], { path }: CursorPlace, hosts: readonly string[]): Completion[] {
  const values = valuesOf(schemas);
  const named = path.filter((key) => key !== '-').at(-1) ?? '';
  const isHost = NAMES_HOSTS.has(named) && path.length > 1;
  return [...values, ...(isHost ? hosts : [])].map((label) => ({ label, type: isHost ? 'variable' : 'enum' }));
}

/** A key with its colon, and then what may follow. */
function applyKey(view: EditorView, { label }: Completion, from: number, to: number): void {
  const hasColon = /^ *:/.test(view.state.sliceDoc(to, view.state.doc.lineAt(to).to));
  const insert = hasColon ? label : `${label}: `;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  });
  if (!hasColon) startCompletion(view);
}
