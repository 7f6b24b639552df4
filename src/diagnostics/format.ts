import type { Diagnostic, Law, Related, SourceId } from './diagnostic.ts';

/** A file that diagnostics point into. */
export interface SourceFile {
  /** Its name, as it shall be shown: relative wherever the reader's tools resolve it. */
  readonly file: string;
  /** What it holds, for the picture; '' where none is to be drawn. */
  readonly text: string;
  /** Whether its values are secrets, so that a picture shows its keys alone. */
  readonly isSecret?: boolean;
}

/** The manifest, the lock file where there is one, and further files by what places call them. */
export interface SourceFiles extends SourceFile {
  readonly lock?: SourceFile | undefined;
  readonly others?: ReadonlyMap<string, SourceFile> | undefined;
}

/** What a format may need beside the diagnostics. */
export interface FormatOptions extends SourceFiles {
  /** Whether the text goes to a terminal that shows ANSI colours. */
  readonly color: boolean;
  /** `docs`: the absolute URL of the folder that holds errors.md, where there is one. */
  readonly tool: { readonly version: string; readonly docs?: string };
  /** Where the titles and explanations of the codes come from. */
  readonly laws: readonly Law[];
}

/** A way to print diagnostics. Adding one: its file `format-<id>.ts` and its place in formats.ts. */
export interface Format {
  readonly id: string;
  /**
   * Where a program reads it. GitHub's runner takes workflow commands from standard output alone; `result` is standard
   * output too where the diagnostics are all that a command has to say, else standard error.
   */
  readonly stream: 'stdout' | 'stderr' | 'result';
  /** Whole lines, or '' where nothing is to be printed. */
  format(diagnostics: readonly Diagnostic[], options: FormatOptions): string;
}

/** What says which file a place is in. */
interface InFile {
  readonly source?: SourceId | undefined;
  readonly file?: string | undefined;
}

/** The file that a diagnostic points into. */
export function fileOf({ source, file }: InFile, files: SourceFiles): SourceFile {
  if (source === 'lock') return files.lock ?? files;
  // A file that nobody handed over still has its name.
  return file === undefined ? files : (files.others?.get(file) ?? { file, text: '' });
}

/** The file that one of its further places is in. */
export const relatedFileOf = ({ source }: Diagnostic, { file }: Related, files: SourceFiles): SourceFile =>
  fileOf({ source, file }, files);
