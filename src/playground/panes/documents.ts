import type { EditorView } from '@codemirror/view';
import { figure } from '../../counted.ts';
import { isInManifest } from '../../diagnostics/is-in-manifest.ts';
import type { DocumentFacts, Download, TextView } from '../compiler/messages.ts';
import { setText } from '../editor/editor.ts';
import { markLines } from '../editor/marked-lines.ts';
import { createViewer } from '../editor/viewer.ts';
import { copy, download } from '../page/download.ts';
import { byId, element } from '../page/element.ts';
import { originCard } from './origin.ts';

interface DocumentsOptions {
  readonly view: (host: string, path?: string) => Promise<TextView>;
  readonly document: (host: string) => Promise<Download>;
  readonly archive: () => Promise<Download>;
  /** The manifest that the documents were made of. */
  readonly manifest: () => string;
  /** Marks lines of the manifest; with `go`, brings somebody there. */
  readonly mark: (lines: readonly number[], go?: boolean) => void;
  readonly say: (text: string) => void;
}

const BINARY = 'This document is binary: download it.';

/** Each host's document and files, with where every line comes from. */
export class DocumentsPane {
  private readonly options: DocumentsOptions;
  private readonly viewer: EditorView;
  private readonly host = byId('host', HTMLSelectElement);
  private readonly file = byId('file', HTMLSelectElement);
  private readonly origin = byId('origin', HTMLElement);
  private documents: readonly DocumentFacts[] = [];
  private shown: TextView | undefined;
  /** Of what was asked for last: an answer to anything before is late. */
  private asked = 0;

  constructor(options: DocumentsOptions) {
    this.options = options;
    this.viewer = createViewer(byId('viewer', HTMLElement), (line) => this.look(line));
    this.host.addEventListener('change', () => this.refresh());
    this.file.addEventListener('change', () => this.refresh());
    byId('copy', HTMLButtonElement).addEventListener('click', () => this.copyDocument());
    byId('download', HTMLButtonElement).addEventListener('click', () =>
      this.deliver(options.document(this.host.value)),
    );
    byId('archive', HTMLButtonElement).addEventListener('click', () => this.deliver(options.archive()));
  }

  show(documents: readonly DocumentFacts[]): void {
    this.documents = documents;
    choose(
      this.host,
      documents.map(({ host }) => host),
      this.host.value,
    );
  }

  open(host: string): void {
    this.host.value = host;
    this.refresh();
  }

  /** Reads the chosen text anew. */
  async refresh(): Promise<void> {
    const facts = this.documents.find(({ host }) => host === this.host.value);
    if (!facts) return;
    this.asked += 1;
    const { asked } = this;
    const view = await this.options.view(facts.host, this.file.value || undefined).catch(() => undefined);
    if (!view || asked !== this.asked) return;
    this.shown = view;
    choose(this.file, view.files, this.file.value, facts.name);
    this.measure(facts);
    byId('note', HTMLElement).textContent = view.note;
    const text = view.text.replace(/\n$/, '');
    if (this.viewer.state.doc.toString() !== text) setText(this.viewer, text);
    markLines(this.viewer, []);
    this.origin.replaceChildren(
      element('p', { class: 'calm' }, ['Choose a line, by click or arrow key, to see where it comes from.']),
    );
  }

  /** Marks what a line of the manifest has become. */
  follow(line: number): void {
    const origins = this.shown?.origins ?? [];
    const lines = origins.flatMap(({ places }, index) =>
      places.some((place) => isInManifest(place) && place.line === line) ? [index + 1] : [],
    );
    markLines(this.viewer, lines);
    const count = lines.length === 1 ? 'One line' : `${lines.length || 'No'} lines`;
    const verb = lines.length === 1 ? 'comes' : 'come';
    this.origin.replaceChildren(
      element('p', { class: 'label' }, [
        `${count} of ${this.shown?.name ?? ''} ${verb} from line ${line} of the manifest`,
      ]),
    );
  }

  private look(line: number): void {
    const origin = this.shown?.origins[line - 1];
    if (!origin) return;
    markLines(this.viewer, [line]);
    this.options.mark(origin.places.filter(isInManifest).map((place) => place.line));
    const manifest = this.options.manifest().split('\n');
    this.origin.replaceChildren(...originCard(origin, manifest, (target) => this.options.mark([target], true)));
  }

  private measure({ bytes, limit, packing }: DocumentFacts): void {
    const meter = byId('meter', HTMLMeterElement);
    meter.max = limit;
    meter.high = limit;
    meter.value = bytes;
    byId('size', HTMLElement).textContent = `${figure(bytes)} of ${figure(limit)} bytes, ${packing}`;
  }

  private async copyDocument(): Promise<void> {
    const made = await this.made(this.options.document(this.host.value));
    if (!made) return;
    const { name, bytes } = made;
    if (name.endsWith('.gz')) return this.options.say(BINARY);
    const isCopied = await copy(new TextDecoder().decode(bytes));
    this.options.say(
      isCopied ? `${name} is in the clipboard.` : 'This browser gives no access to the clipboard: download it.',
    );
  }

  /** What is not there yet, or no more, is said. */
  private async made(asked: Promise<Download>): Promise<Download | undefined> {
    try {
      return await asked;
    } catch {
      this.options.say('There is nothing to take yet: fix the errors, or wait for the documents.');
      return undefined;
    }
  }

  private async deliver(asked: Promise<Download>): Promise<void> {
    const file = await this.made(asked);
    if (!file) return;
    download(file);
    this.options.say(`${file.name} is in your downloads.`);
  }
}

/** Fills a list of choices, and keeps what was chosen where it is there still. */
function choose(select: HTMLSelectElement, values: readonly string[], chosen: string, first?: string): void {
  const options = values.map((value) => element('option', { value }, [value]));
  select.replaceChildren(...(first === undefined ? [] : [element('option', { value: '' }, [first])]), ...options);
  select.value = values.includes(chosen) ? chosen : first === undefined ? (values[0] ?? '') : '';
}
