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

  /** A file for later steps; undefined where the runner has no place for one. */
  file(name: string, text: string): string | undefined {
    const directory = this.surroundings.env['RUNNER_TEMP'];
    if (!directory) return undefined;
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  /** The job summary; and a copy that a later step can post as a comment. */
  summary(text: string): void {
    const path = this.surroundings.env['GITHUB_STEP_SUMMARY'];
    if (path) appendFileSync(path, `${text}\n`);
    this.file('meshinit-summary.md', text);
  }
}
