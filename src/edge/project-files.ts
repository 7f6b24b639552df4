import { dirname, join, normalize } from 'node:path';
import type { SourceFile, SourceFiles } from '../diagnostics/format.ts';
import { MISSING, type ProjectInputs, type UnreadableFile, VALUES } from '../project/project-inputs.ts';
import { envFileNames, filesNeeded } from '../project/read-project.ts';
import { lockNameOf } from './lock-name.ts';
import type { ManifestFile } from './manifest-file.ts';

/** What a manifest gets besides files. */
export interface Given extends Pick<ProjectInputs, 'env' | 'set'> {
  readonly values?: string | undefined;
  /** The file that the values come from, as it is shown. */
  readonly valuesName?: string | undefined;
}

/** A manifest with everything that it refers to. */
export interface ProjectFiles extends ManifestFile, Given {
  readonly files: Readonly<Record<string, string | UnreadableFile>>;
}

/** Reads what a manifest refers to, and what that includes. */
export function gatherFiles(file: ManifestFile, { values, valuesName, env, set }: Given): ProjectFiles {
  const files: Record<string, string | UnreadableFile> = {};
  const { manifestName } = file;
  for (;;) {
    const wanted = filesNeeded(file.text, { files, manifestName });
    if (wanted.length === 0) return { ...file, files, values, valuesName, env, set };
    for (const name of wanted) files[name] = file.readBeside(name) ?? MISSING;
  }
}

/** How a file that a manifest names is shown: by its path from where the manifest's is. */
function shownName({ name }: ManifestFile, path: string): string {
  if (name === '<stdin>') return path;
  const [, revision = '', manifest = name] = /^([^/:][^:]*:)(.+)$/.exec(name) ?? [];
  return revision + join(dirname(manifest), path);
}

/** The files that diagnostics of a manifest point into. */
export function sourcesOf(project: ProjectFiles): SourceFiles {
  const { name, text, lock, files, values, valuesName } = project;
  const hidden = envFileNames(text, project);
  const others = new Map<string, SourceFile>(
    Object.entries(files).map(([path, content]) => [
      path,
      { file: shownName(project, path), text: typeof content === 'string' && !hidden.has(path) ? content : '' },
    ]),
  );
  if (values !== undefined) others.set(VALUES, { file: valuesName ?? VALUES, text: values, isSecret: true });
  return {
    file: name,
    text,
    lock: lock === undefined ? undefined : { file: lockNameOf(name), text: lock },
    others,
  };
}

/** Paths of the files that were read for a manifest, which no run may write over. */
export const inputPathsOf = (project: ProjectFiles): string[] => [
  project.name,
  ...Object.keys(project.files).map((path) => normalize(shownName(project, path))),
  ...(project.valuesName === undefined ? [] : [project.valuesName]),
];

/** All that a manifest says, to be compared. */
export const stateOf = ({ text, lock, files, values }: ProjectFiles): string =>
  JSON.stringify([text, lock, Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)), values]);
