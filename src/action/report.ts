import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputName, Outputs } from './output-list.ts';
import type { Surroundings } from './surroundings.ts';
import { annotation, logLine, outputEntry } from './workflow-commands.ts';

/** Where the Action says what it does: the log, annotations, outputs, the job summary. */
export class Report {
  private readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  readonly log = (text: string): void => this.surroundings.out(logLine(text));

  readonly warn = (text: string): void => this.surroundings.out(annotation('warning', 'meshinit', text));

  readonly error = (text: string): void => this.surroundings.out(annotation('error', 'meshinit', text));

  /** An annotation on a line of a manifest. */
  readonly errorAt = (file: string, line: number, column: number, text: string): void =>
    this.surroundings.out(annotation('error', 'meshinit', text, { file, line, col: column }));

  /** Whole lines of workflow commands. */
  readonly raw = (text: string): void => this.surroundings.out(text);

  outputs(outputs: Outputs): void {
    const path = this.surroundings.env['GITHUB_OUTPUT'];
    if (!path) return;
    for (const [name, value] of Object.entries(outputs)) appendFileSync(path, outputEntry(name as OutputName, value));
  }

  /** The job summary; and a copy that a later step can post as a comment. */
  summary(text: string): void {
    const { GITHUB_STEP_SUMMARY: path, RUNNER_TEMP: directory } = this.surroundings.env;
    if (path) appendFileSync(path, `${text}\n`);
    if (directory) writeFileSync(join(directory, 'meshinit-summary.md'), text);
  }
}
