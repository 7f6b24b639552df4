import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import { sha256 } from '../../edge/sha256.ts';
import type { Options } from '../options.ts';
import { isCi, type Terminal } from '../terminal.ts';
import { NotedEnvironment } from './noted-environment.ts';
import { type CompileRecord, type RecordedDocument, RecordFile } from './record-file.ts';
import { standsAsWritten } from './stands-as-written.ts';

/** Fewer documents are made as fast as a record of them is kept and read. */
const LEAST_DOCUMENTS = 16;

/** What a compilation came to. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What the lock file holds now. */
  readonly lock: string;
  /** Documents that stayed although nobody wants them. */
  readonly kept: readonly string[];
  /** The text of SHA256SUMS. */
  readonly sums: string;
  readonly documents: readonly RecordedDocument[];
}

/**
 * Spares a compilation that would write what is there already. A compilation is a function of what it is given, so a
 * digest of all that tells the next one; and every document is read, so that its bytes are what that one would write.
 */
export class CompileMemory {
  /** With the environment that the compilation is to be given. */
  readonly file: ProjectFiles;
  readonly directory: string;
  private readonly options: Options;
  private readonly seed: Uint8Array | undefined;
  private readonly terminal: Terminal;
  private readonly noted: NotedEnvironment;
  private readonly record: RecordFile | undefined;

  constructor(
    directory: string,
    file: ProjectFiles,
    options: Options,
    seed: Uint8Array | undefined,
    terminal: Terminal,
  ) {
    this.noted = new NotedEnvironment(file.env ?? {});
    this.file = { ...file, env: this.noted.env };
    this.directory = directory;
    this.options = options;
    this.seed = seed;
    this.terminal = terminal;
    this.record = RecordFile.of(terminal, directory);
  }

  /** What a compilation would say and write, where all of it is there. */
  recall(): Pick<CompileRecord, 'diagnostics' | 'documents'> | undefined {
    const record = this.record?.read();
    if (!record || record.inputs !== this.inputs(record.variables, this.file.lock)) return undefined;
    return standsAsWritten(this.directory, this.file, record) ? record : undefined;
  }

  keep({ diagnostics, lock, kept, sums, documents }: Outcome): void {
    const { lockPath, lock: before } = this.file;
    if (!this.record || documents.length < LEAST_DOCUMENTS || this.noted.isWholeAsked || kept.length > 0) return;
    // The next one has the lock that this one has made. From no lock it made what it makes from that one, as the tests of
    // locks show; from another lock it may not have. What is said of the lock is for the next one to say.
    const isFirst = lockPath !== undefined && before === undefined;
    if (lockPath !== undefined && !isFirst && before !== lock) return;
    if (diagnostics.some(({ source }) => source === 'lock') || (isFirst && isCi(this.terminal))) return;
    const variables = [...this.noted.asked];
    const inputs = this.inputs(variables, lockPath === undefined ? undefined : lock);
    this.record.write({ inputs, variables, sums: sha256(sums), diagnostics, documents });
  }

  private inputs(variables: readonly string[], lock: string | undefined): string {
    const { file, options, seed, terminal } = this;
    const files = Object.entries(file.files).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return sha256(
      JSON.stringify([
        // Paths are told from here.
        process.cwd(),
        options,
        isCi(terminal),
        [file.name, file.manifestName, file.lockPath, file.set],
        ...[file.text, lock, JSON.stringify([files, file.values]), seed].map((part) => part && sha256(part)),
        variables.map((name) => [name, terminal.env[name]]),
      ]),
    );
  }
}
