import { counted, figure } from '../../counted.ts';
import type { FixableDiagnostic, MeshView } from '../compiler/messages.ts';
import { button, element } from '../page/element.ts';
import { type Example, examples, sayingOf } from '../page/examples.ts';
import { adoptPicture } from '../page/picture.ts';

interface MeshOptions {
  readonly panel: HTMLElement;
  readonly start: (example: Example) => void;
  /** Shows a host's document. */
  readonly open: (host: string) => void;
}

/** The mesh's picture. While the manifest is wrong the last good one stays, paler. */
export class MeshPane {
  private readonly options: MeshOptions;
  private readonly stage = element('div', { class: 'stage' });
  private readonly note = element('p', { class: 'stale', role: 'status' });
  private svg = '';

  constructor(options: MeshOptions) {
    this.options = options;
    options.panel.replaceChildren(this.stage, this.note);
  }

  show({ name, summary, svg, hosts, links }: MeshView): void {
    this.options.panel.classList.remove('is-stale');
    this.note.textContent = '';
    if (svg !== '' && svg === this.svg) return;
    this.svg = svg;
    const [tunnel = '', ...facts] = summary.split(', ');
    const heading = element('header', {}, [
      element('h2', {}, [name]),
      element(
        'p',
        { class: 'summary' },
        [tunnel, ...facts].map((fact) => element('span', {}, [fact])),
      ),
    ]);
    this.stage.replaceChildren(
      heading,
      svg === ''
        ? element('p', { class: 'calm' }, [
            `A picture shows at most 500 hosts and 20,000 links; this mesh has ${figure(hosts.length)} and ${figure(links)}. Plan and Documents show it all.`,
          ])
        : this.picture(svg, `${name}: ${summary}`),
    );
  }

  /** A host in it leads to its document, as its name in the plan does, for keys too. */
  private picture(svg: string, label: string): SVGElement {
    const picture = adoptPicture(svg, label);
    for (const name of picture.querySelectorAll('.name')) {
      const host = (name.textContent ?? '').split(/ [·(]/)[0] ?? '';
      const card = name.closest('g:has(> .card), text') ?? name;
      card.classList.add('host');
      card.addEventListener('click', () => this.options.open(host));
    }
    return picture;
  }

  /** The manifest is wrong. */
  spoil(diagnostics: readonly FixableDiagnostic[]): void {
    const count = diagnostics.filter(({ severity }) => severity === 'error').length;
    if (this.svg === '')
      this.stage.replaceChildren(
        element('p', { class: 'calm' }, ['The mesh is drawn here as soon as the manifest has no errors.']),
      );
    this.options.panel.classList.add('is-stale');
    this.note.textContent = `Fix ${counted(count, 'error')} to see the mesh.${this.svg === '' ? '' : ' This is the last one that compiled.'}`;
  }

  /** There is no manifest yet. */
  invite(): void {
    this.svg = '';
    this.note.textContent = '';
    this.options.panel.classList.remove('is-stale');
    const list = examples.map((example) =>
      element('li', {}, [
        button(example.name, () => this.options.start(example)),
        element('p', {}, [sayingOf(example)]),
      ]),
    );
    this.stage.replaceChildren(
      element('div', { class: 'invitation' }, [
        element('h2', {}, ['Begin with an example']),
        element('p', {}, ['One manifest in, one user-data document for each host out. Nothing leaves this page.']),
        element('ul', {}, list),
      ]),
    );
  }
}
