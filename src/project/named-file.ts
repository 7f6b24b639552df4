import { MISSING, type ProjectInputs } from './project-inputs.ts';
import { resolvePath } from './resolve-path.ts';

/** A file of the project, by the path that another names it by. */
export interface NamedFile {
  /** From the manifest's directory. */
  readonly name: string;
  readonly text: string;
}

/**
 * @param from the file that names it, from the manifest's directory; undefined for the manifest
 * @returns why it cannot be had, otherwise
 */
export function namedFile(
  from: string | undefined,
  path: string,
  { files = {} }: Pick<ProjectInputs, 'files'>,
): NamedFile | { readonly fault: string } {
  const name = resolvePath(from, path);
  if (typeof name !== 'string') return name;
  const given = (Object.hasOwn(files, name) ? files[name] : undefined) ?? MISSING;
  return typeof given === 'object' ? given : { name, text: given };
}
