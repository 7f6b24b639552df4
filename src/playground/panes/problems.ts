import type { Place, SourceId } from '../../diagnostics/diagnostic.ts';
import { isInManifest } from '../../diagnostics/is-in-manifest.ts';
import type { FixableDiagnostic } from '../compiler/messages.ts';
import type { Fix } from '../fixes/fix.ts';
import { button, element } from '../page/element.ts';

interface ProblemsOptions {
  readonly panel: HTMLElement;
  /** Goes to a place in the manifest. */
  readonly show: (place: Place) => void;
  readonly fix: (fix: Fix) => void;
}

const ERRORS_PAGE = 'https://github.com/meshinit/meshinit/blob/main/docs/errors.md';

/** What is wrong, below the manifest: each with its place, its hint, and the hint's fixes. */
export class Problems {
  private readonly options: ProblemsOptions;

  constructor(options: ProblemsOptions) {
    this.options = options;
  }

  show(diagnostics: readonly FixableDiagnostic[]): void {
    const { panel } = this.options;
    const list = element(
      'ul',
      {},
      diagnostics.map((diagnostic) => this.item(diagnostic)),
    );
    panel.replaceChildren(diagnostics.length === 0 ? element('p', { class: 'calm' }, ['No problems.']) : list);
  }

  private item(diagnostic: FixableDiagnostic): HTMLElement {
    const { code, severity, message, hint, fixes, related } = diagnostic;
    const page = { class: 'code', href: `${ERRORS_PAGE}#${code.toLowerCase()}`, target: '_blank', rel: 'noopener' };
    return element('li', { class: severity }, [
      element('div', { class: 'problem' }, [
        element('span', { class: 'severity' }, [severity]),
        this.place(diagnostic),
        element('a', page, [code]),
      ]),
      element('p', {}, [message]),
      ...(hint === '' ? [] : [element('p', { class: 'hint' }, [hint])]),
      ...related.map((other) =>
        element('p', { class: 'hint' }, [this.place({ source: diagnostic.source, ...other }), ` ${other.message}`]),
      ),
      ...fixes.map((fix) => button(fix.label, () => this.options.fix(fix), { class: 'fix' })),
    ]);
  }

  /** A line of the manifest is a button; the page shows no other file. */
  private place(place: Place & { readonly source?: SourceId | undefined }): HTMLElement {
    const { file, line, source } = place;
    if (isInManifest(place)) return button(`line ${line}`, () => this.options.show(place), { class: 'place' });
    return element('span', { class: 'place' }, [source === 'lock' ? 'lock' : `${file}:${line}`]);
  }
}
