import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { isRecord, shortened } from '../manifest/wording.ts';
import { endlessInclude, unreadableFile } from './laws.ts';
import { type ProjectFile, readProjectFile } from './project-file.ts';
import { MISSING, type ProjectInputs } from './project-inputs.ts';
import { resolvePath } from './resolve-path.ts';

/** Levels of includes, and files in all. */
const MOST_LEVELS = 16;
const MOST_FILES = 256;
/** What all included files together may have, in UTF-16 code units: four manifests of 10,000 hosts. */
const MOST_LETTERS = 2 ** 22;

export interface Includes {
  /** Each once: a file after those that it includes, the manifest last. */
  readonly files: readonly ProjectFile[];
  readonly faults: readonly Diagnostic[];
  /** Names of files whose texts are wanted and not there. */
  readonly missing: ReadonlySet<string>;
  /** Whether a file is not there, or is no YAML: then nobody knows what the manifest lacks. */
  readonly isPartial: boolean;
}

/** The manifest with all that it includes, and what those include. */
export function readIncludes(text: string, { manifestName, files = {} }: ProjectInputs): Includes {
  const walk = new IncludeWalk(files);
  walk.enter(readProjectFile(text), [manifestName ?? '']);
  return walk;
}

class IncludeWalk implements Includes {
  readonly files: ProjectFile[] = [];
  readonly faults: Diagnostic[] = [];
  readonly missing = new Set<string>();
  private readonly given: NonNullable<ProjectInputs['files']>;
  private readonly begun = new Set<string>();
  private letters = 0;

  get isPartial(): boolean {
    return this.faults.some(({ path }) => path[0] === 'include') || this.files.some(({ value }) => value === undefined);
  }

  constructor(given: NonNullable<ProjectInputs['files']>) {
    this.given = given;
  }

  /** @param chain names of the manifest, and of the files that lead from it to this one */
  enter(file: ProjectFile, chain: readonly string[]): void {
    this.faults.push(...file.faults);
    for (const [index, path] of pathsOf(file.value).entries()) {
      this.include(path, file, chain, file.source.locate(['include', index], 'value'));
    }
    this.files.push(file);
  }

  private include(path: string, from: ProjectFile, chain: readonly string[], place: Place): void {
    const name = resolvePath(from.name, path);
    if (typeof name !== 'string') this.refuse(place, `the included file '${shortened(path)}' ${name.fault}`);
    else if (chain.includes(name)) {
      const loop = [...chain.slice(chain.indexOf(name)), name].map(shortened).join(' → ');
      this.report(endlessInclude, place, `the file includes itself: ${loop}`);
    } else if (!this.begun.has(name)) this.begin(name, path, chain, place);
  }

  private begin(name: string, path: string, chain: readonly string[], place: Place): void {
    if (chain.length > MOST_LEVELS || this.begun.size >= MOST_FILES) {
      const most = chain.length > MOST_LEVELS ? `${MOST_LEVELS} levels deep` : `${MOST_FILES} files`;
      this.report(endlessInclude, place, `includes are more than ${most} here`);
      return;
    }
    this.begun.add(name);
    const text = this.textOf(name, path, place);
    if (text !== undefined) this.enter(readProjectFile(text, name), [...chain, name]);
  }

  private textOf(name: string, path: string, place: Place): string | undefined {
    if (!Object.hasOwn(this.given, name)) this.missing.add(name);
    const given = (Object.hasOwn(this.given, name) ? this.given[name] : undefined) ?? MISSING;
    if (typeof given === 'object') {
      const isPattern = given === MISSING && /[*?[\]{}]/.test(path);
      const hint = isPattern ? 'Name each file: patterns are not expanded.' : '';
      this.refuse(place, `the included file '${shortened(path)}' ${given.fault}`, hint);
      return undefined;
    }
    this.letters += given.length;
    if (this.letters <= MOST_LETTERS) return given;
    this.refuse(place, `the included files have more than ${MOST_LETTERS / 2 ** 20} MiB up to this one`);
    return undefined;
  }

  private refuse(place: Place, message: string, hint = ''): void {
    this.report(unreadableFile, place, message, hint);
  }

  private report(
    { code, severity }: typeof unreadableFile | typeof endlessInclude,
    place: Place,
    message: string,
    hint = '',
  ): void {
    this.faults.push({ code, severity, message, path: ['include'], ...place, related: [], hint });
  }
}

/** What a file includes. What is no list of texts is told by the schema. */
function pathsOf(value: unknown): string[] {
  const include = isRecord(value) ? value['include'] : undefined;
  return Array.isArray(include) && include.every((path) => typeof path === 'string') ? include : [];
}
