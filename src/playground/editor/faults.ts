import { type Diagnostic as Shown, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { isInManifest } from '../../diagnostics/is-in-manifest.ts';
import type { FixableDiagnostic } from '../compiler/messages.ts';
import { type Fix, faultIn } from '../fixes/fix.ts';
import { element } from '../page/element.ts';

/** Underlines what is wrong. The fixes of each are its buttons. */
export function showFaults(view: EditorView, diagnostics: readonly FixableDiagnostic[]): void {
  const text = view.state.doc.toString();
  const shown = diagnostics.filter(isInManifest).map((diagnostic): Shown => {
    const { from, to } = faultIn(text, diagnostic);
    const { severity, code, message, hint } = diagnostic;
    return {
      ...{ from, to, severity, source: code, message },
      renderMessage: () =>
        element('div', {}, [message, ...(hint === '' ? [] : [element('p', { class: 'hint' }, [hint])])]),
      actions: diagnostic.fixes.map((fix) => ({ name: fix.label, apply: () => applyFix(view, fix, text) })),
    };
  });
  view.dispatch(setDiagnostics(view.state, shown));
}

/** @param text what the fix was made for: of any other it would spoil something */
export function applyFix(view: EditorView, { edit }: Fix, text: string): void {
  if (view.state.doc.toString() !== text) return;
  view.dispatch({
    changes: edit,
    selection: { anchor: edit.from + edit.insert.length },
    userEvent: 'input.fix',
    scrollIntoView: true,
  });
  view.focus();
}
