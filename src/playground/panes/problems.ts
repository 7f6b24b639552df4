import type { FixableDiagnostic } from '../compiler/messages.ts';
import type { Fix } from '../fixes/fix.ts';
import { button, element } from '../page/element.ts';

interface ProblemsOptions {
  readonly panel: HTMLElement;
  readonly show: (diagnostic: FixableDiagnostic) => void;
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
    const { code, severity, line, message, hint, fixes, source } = diagnostic;
    const place = source === 'lock' ? 'lock' : `line ${line}`;
    const page = { class: 'code', href: `${ERRORS_PAGE}#${code.toLowerCase()}`, target: '_blank', rel: 'noopener' };
    return element('li', { class: severity }, [
      element('div', { class: 'problem' }, [
        element('span', { class: 'severity' }, [severity]),
        button(place, () => this.options.show(diagnostic), { class: 'place' }),
        element('a', page, [code]),
      ]),
      element('p', {}, [message]),
      ...(hint === '' ? [] : [element('p', { class: 'hint' }, [hint])]),
      ...fixes.map((fix) => button(fix.label, () => this.options.fix(fix), { class: 'fix' })),
    ]);
  }
}
