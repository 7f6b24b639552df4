import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const mark = StateEffect.define<readonly number[]>();
const line = Decoration.line({ class: 'cm-origin' });

/** Lines that what is looked at elsewhere comes from, or goes to. */
export const markedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, { changes, effects, state }) {
    const effect = effects.find((one) => one.is(mark));
    if (!effect?.is(mark)) return lines.map(changes);
    const builder = new RangeSetBuilder<Decoration>();
    for (const number of effect.value.filter((one) => one <= state.doc.lines).toSorted((a, b) => a - b)) {
      const { from } = state.doc.line(number);
      builder.add(from, from, line);
    }
    return builder.finish();
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Marks these lines, and brings the first into sight.
 * @param numbers counted from 1; none to mark nothing
 */
export function markLines(view: EditorView, numbers: readonly number[]): void {
  const unique = [...new Set(numbers)];
  const first = Math.min(...unique);
  const isThere = unique.length > 0 && first <= view.state.doc.lines;
  const scroll = isThere
    ? [EditorView.scrollIntoView(view.state.doc.line(first).from, { y: 'nearest', yMargin: 48 })]
    : [];
  view.dispatch({ effects: [mark.of(unique), ...scroll] });
}
