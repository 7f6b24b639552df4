import type { EditorView } from '@codemirror/view';
import type { Outcome, Version } from './compiler/messages.ts';
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
  /** A text that is nobody's work here yet: it takes no draft's place. */
  private borrowed: string | undefined;
  private readonly documents: DocumentsPane;
  private readonly mesh: MeshPane;
  private readonly problems: Problems;
  private readonly tabs: Tabs;
  private schema: Schema | undefined;
  private outcome: Outcome | undefined;
  private pinned: Version | undefined;
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
      show: ({ line, column, source }) => source !== 'lock' && this.goTo(line, column),
      fix: (fix) => applyFix(this.editor, fix, this.text),
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
    this.timer = setTimeout(() => this.compile(), SILENCE);
    this.changed();
  }

  private compile(): void {
    const { text, lock, pinned } = this;
    if (text.trim() === '') {
      this.showNothing();
      return;
    }
    this.client.compile(
      { text, lock, pinned },
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
    const { diagnostics, mesh, plan, changes, documents, isPartial, isSecret } = outcome;
    showFaults(this.editor, diagnostics);
    this.problems.show(diagnostics);
    this.status.set(stateOf(outcome));
    byId('secret', HTMLElement).hidden = !isSecret;
    this.remember(isSecret || outcome.isPinnedSecret);
    if (mesh) this.mesh.show(mesh);
    else this.mesh.spoil(diagnostics);
    if (isPartial || !mesh) return;
    if (plan) showPlan(byId('plan', HTMLElement), plan, (host) => this.openHost(host));
    this.documents.show(documents);
    if (this.tabs.current === 'documents') this.documents.refresh();
    this.showChanges(changes);
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
    this.pinned = { text: this.text, lock: this.outcome.lock };
    this.compile();
  }

  private unpin(): void {
    this.pinned = undefined;
    this.compile();
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

function stateOf({ diagnostics, mesh, isPartial }: Outcome): string {
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const said = (number: number, what: string): string[] =>
    number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`];
  if (isPartial) return `${mesh?.hosts.length.toLocaleString('en')} hosts: making their documents …`;
  return [
    ...said(count('error'), 'error'),
    ...said(count('warning'), 'warning'),
    ...(mesh ? said(mesh.hosts.length, 'document') : []),
  ].join(', ');
}
