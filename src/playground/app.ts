import type { EditorView } from '@codemirror/view';
import { counted, figure } from '../counted.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Outcome, Project } from './compiler/messages.ts';
import { createEditor, setText } from './editor/editor.ts';
import { applyFix, showFaults } from './editor/faults.ts';
import { markLines } from './editor/marked-lines.ts';
import type { Schema } from './editor/schema-at.ts';
import { CompilerClient } from './page/compiler-client.ts';
import { type Draft, Drafts } from './page/draft.ts';
import { byId } from './page/element.ts';
import { Status } from './page/status.ts';
import { Tabs } from './page/tabs.ts';
import { showChanges } from './panes/changes.ts';
import { DocumentsPane } from './panes/documents.ts';
import { MeshPane } from './panes/mesh.ts';
import { showPlan } from './panes/plan.ts';
import { Problems } from './panes/problems.ts';

/** Milliseconds of silence before the manifest is compiled: typing goes first. */
const SILENCE = 120;

/** The page: the manifest on the left, what becomes of it on the right. */
export class App {
  readonly client = new CompilerClient();
  readonly drafts = new Drafts([() => sessionStorage, () => localStorage]);
  readonly status = new Status();
  readonly editor: EditorView;
  /** After each change of the text. */
  changed: () => void = () => undefined;
  /** Asks for what a text refers to: a page of its own has nothing but the text. */
  inputsOf: (text: string) => Promise<Project['inputs']> = async () => undefined;
  /** A text that is nobody's work here yet: it takes no draft's place. */
  private borrowed: string | undefined;
  private readonly documents: DocumentsPane;
  private readonly mesh: MeshPane;
  private readonly problems: Problems;
  private readonly tabs: Tabs;
  private schema: Schema | undefined;
  private outcome: Outcome | undefined;
  private pinned: Project | undefined;
  private hasCompiled = false;
  /** The text that the problems shown are of. */
  private judged = '';
  /** What the text refers to, as it was last known. */
  private inputs: Project['inputs'];
  private lock: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.editor = createEditor({
      parent: byId('editor', HTMLElement),
      schema: () => this.schema,
      hosts: () => this.outcome?.mesh?.hosts ?? [],
      changed: () => this.schedule(),
      looked: (line) => this.followLine(line),
    });
    this.problems = new Problems({
      panel: byId('problems', HTMLElement),
      show: ({ line, column }) => this.goTo(line, column),
      fix: (fix) => applyFix(this.editor, fix, this.judged),
    });
    this.mesh = new MeshPane({
      panel: byId('mesh', HTMLElement),
      start: ({ text }) => this.open({ text }),
      open: (host) => this.openHost(host),
    });
    this.documents = new DocumentsPane({
      view: (host, path) => this.client.ask('view', { host, ...(path === undefined ? {} : { path }) }),
      document: (host) => this.client.ask('document', { host }),
      archive: () => this.client.ask('archive', null),
      manifest: () => this.text,
      mark: (lines, go) => (go ? this.goTo(lines[0] ?? 1) : markLines(this.editor, lines)),
      say: (text) => this.status.say(text),
    });
    this.tabs = new Tabs(document.querySelector<HTMLElement>('[role=tablist]') ?? document.body, (id) => {
      if (id === 'documents') this.documents.refresh();
    });
    this.client.ask('schema', null).then(
      (schema) => {
        this.schema = schema;
      },
      // Without the worker there is no completion, and the compilation says why.
      () => undefined,
    );
  }

  get text(): string {
    return this.editor.state.doc.toString();
  }

  /** Opens what somebody else has written: a draft is kept until it is changed. */
  borrow(text: string): void {
    this.open({ text });
    this.borrowed = this.text;
  }

  /** @param lock of the file that `meshinit play` serves */
  open({ text, pinned }: Draft, lock?: string): void {
    this.borrowed = undefined;
    this.pinned = pinned;
    this.lock = lock;
    setText(this.editor, text);
    if (text === '') this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.compile(), SILENCE);
    this.changed();
  }

  /** Compiles anew where something that the text refers to has changed elsewhere. */
  async renew(): Promise<void> {
    const before = JSON.stringify(this.inputs);
    await this.readInputs();
    if (JSON.stringify(this.inputs) !== before) await this.compile();
  }

  /** Where they cannot be had any more, those that are known stay. */
  private async readInputs(): Promise<void> {
    this.inputs = await this.inputsOf(this.text).catch(() => this.inputs);
  }

  private async compile(): Promise<void> {
    const { text, lock } = this;
    if (text.trim() === '') {
      this.showNothing();
      return;
    }
    await this.readInputs();
    // Somebody goes on typing: the newer text is compiled soon.
    if (text !== this.text) return;
    const { pinned, inputs } = this;
    this.client.compile(
      { text, lock, pinned, inputs },
      (outcome) => {
        if (text === this.text) this.show(outcome);
      },
      (error) => this.status.set(`Not compiled: ${error.message}.`),
    );
  }

  private showNothing(): void {
    this.outcome = undefined;
    showFaults(this.editor, []);
    this.problems.show([]);
    this.mesh.invite();
    this.status.set('');
    byId('secret', HTMLElement).hidden = true;
  }

  private show(outcome: Outcome): void {
    this.outcome = outcome;
    this.judged = this.text;
    const { diagnostics, mesh, plan, changes, documents, isPartial, isSecret } = outcome;
    showFaults(this.editor, diagnostics);
    this.problems.show(diagnostics);
    this.status.set(stateOf(outcome));
    byId('secret', HTMLElement).hidden = !isSecret;
    this.remember(isSecret || outcome.isPinnedSecret);
    if (mesh) this.mesh.show(mesh);
    else this.mesh.spoil(diagnostics);
    if (isPartial) return;
    this.tellStale(diagnostics);
    if (hasErrors(diagnostics)) return;
    if (plan) showPlan(byId('plan', HTMLElement), plan, (host) => this.openHost(host));
    this.documents.show(documents);
    if (this.tabs.current === 'documents') this.documents.refresh();
    this.showChanges(changes);
  }

  /** While the manifest is wrong, plan, documents and changes stay as they were. */
  private tellStale(diagnostics: Outcome['diagnostics']): void {
    const count = errorsIn(diagnostics);
    this.hasCompiled ||= count === 0;
    const notice = byId('stale', HTMLElement);
    notice.hidden = count === 0 || !this.hasCompiled;
    notice.textContent = notice.hidden ? '' : `Fix ${counted(count, 'error')}. This is the last version that compiled.`;
  }

  private showChanges(changes: Outcome['changes']): void {
    const panel = byId('changes', HTMLElement);
    const isPinned = this.pinned !== undefined;
    showChanges({ panel, pin: () => this.pin(), unpin: () => this.unpin() }, changes, isPinned);
  }

  private pin(): void {
    if (!this.outcome?.lock) {
      this.status.say('Only a manifest without errors can be pinned.');
      return;
    }
    this.pinned = { text: this.text, lock: this.outcome.lock, inputs: this.inputs };
    void this.compile();
  }

  private unpin(): void {
    this.pinned = undefined;
    void this.compile();
  }

  private remember(isSecret: boolean): void {
    // What `meshinit play` serves is remembered by the disk.
    if (document.documentElement.hasAttribute('data-play')) return;
    if (this.text === this.borrowed) return;
    if (isSecret) this.drafts.forget();
    else if (!this.drafts.keep({ text: this.text, pinned: this.pinned })) {
      this.status.say('This browser remembers no draft: its storage is full or refused.');
    }
  }

  private followLine(line: number): void {
    if (this.tabs.current !== 'documents') return;
    markLines(this.editor, []);
    this.documents.follow(line);
  }

  private openHost(host: string): void {
    this.documents.open(host);
    this.tabs.show('documents');
  }

  private goTo(number: number, column = 1): void {
    const line = this.editor.state.doc.line(Math.min(number, this.editor.state.doc.lines));
    const anchor = Math.min(line.from + column - 1, line.to);
    this.editor.dispatch({ selection: { anchor }, scrollIntoView: true });
    markLines(this.editor, [number]);
    this.editor.focus();
    this.editor.dom.scrollIntoView({ block: 'nearest' });
  }
}

const errorsIn = (diagnostics: Outcome['diagnostics']): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;

function stateOf({ diagnostics, mesh, isPartial, documents }: Outcome): string {
  const errors = errorsIn(diagnostics);
  const parts = [
    [errors, 'error'],
    [diagnostics.length - errors, 'warning'],
    [documents.length, 'document'],
  ] as const;
  if (isPartial) return `${figure(mesh?.hosts.length ?? 0)} hosts: making their documents …`;
  return parts.flatMap(([number, what]) => (number === 0 ? [] : [counted(number, what)])).join(', ');
}
