import { byId } from './element.ts';
import { loadPlayFile, type PlayFile, savePlayFile } from './play-file.ts';
import { ask } from './question.ts';

interface SavingOptions {
  readonly text: () => string;
  readonly take: (file: PlayFile) => void;
  readonly say: (text: string) => void;
}

/** The manifest on the disk, where `meshinit play` serves it: loaded at the start, saved on command. */
export class Saving {
  private readonly options: SavingOptions;
  private readonly button = byId('save', HTMLButtonElement);
  private file: PlayFile | undefined;
  /** The text as the disk has it. */
  private saved = '';

  constructor(options: SavingOptions) {
    this.options = options;
    this.button.hidden = false;
    this.button.addEventListener('click', () => this.save());
    addEventListener('keydown', (event) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      this.save();
    });
    addEventListener('beforeunload', (event) => {
      if (this.isChanged) event.preventDefault();
    });
  }

  async load(): Promise<void> {
    this.adopt(await loadPlayFile());
  }

  /** After each change of the text. */
  refresh(): void {
    const name = this.file?.name ?? '';
    byId('file-name', HTMLElement).textContent = this.isChanged ? `${name} (changed)` : name;
    this.button.disabled = !this.isChanged;
  }

  private get isChanged(): boolean {
    return this.file !== undefined && this.options.text() !== this.saved;
  }

  private adopt(file: PlayFile): void {
    this.file = file;
    this.options.take(file);
    // As the editor has it: line ends are the server's care.
    this.saved = this.options.text();
    this.refresh();
  }

  private async save(mark = this.file?.mark): Promise<void> {
    if (!this.file || mark === undefined || !this.isChanged) return;
    const text = this.options.text();
    const result = await savePlayFile(text, mark);
    if (result.state === 'refused') return this.options.say(`Not saved: ${result.why}.`);
    if (result.state === 'changed') return this.decide(result.file);
    this.file = { ...this.file, mark: result.mark };
    this.saved = text;
    this.refresh();
    this.options.say(`Saved ${this.file.name}.`);
  }

  private async decide(file: PlayFile): Promise<void> {
    const answer = await ask({
      title: `${file.name} has changed on the disk`,
      text: 'It was changed after it was loaded here. Nothing has been saved.',
      answers: ['Keep editing', 'Load the file', 'Write over it'],
    });
    if (answer === 'Load the file') this.adopt(file);
    if (answer === 'Write over it') await this.save(file.mark);
  }
}
