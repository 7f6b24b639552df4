import { existsSync } from 'node:fs';
import { normalize } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { compile } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { lockNameOf } from '../edge/lock-name.ts';
import { readManifestFile } from '../edge/manifest-file.ts';
import { type Given, gatherFiles, type ProjectFiles } from '../edge/project-files.ts';
import { projectInputsOf } from '../project/project-inputs.ts';
import { derivedSecrets, type HeldSecret, heldSecrets, type SecretPlace } from '../secrets/held-secrets.ts';
import type { Cluster } from './cluster.ts';
import { givenKeys } from './given-keys.ts';
import { InputError } from './input-error.ts';
import type { Inputs } from './inputs.ts';
import { refuseLinks, refuseOutside } from './refuse-links.ts';

/** One manifest and what came of it. */
export interface Compiled {
  readonly file: ProjectFiles;
  readonly diagnostics: readonly Diagnostic[];
  readonly secrets: readonly HeldSecret[];
  /** What documents hold besides, derived from a seed. */
  readonly derived: readonly SecretPlace[];
  /** Undefined where its errors, or with `strict` its warnings, allow none. */
  readonly cluster: (Cluster & { readonly lock: string }) | undefined;
}

/** A compiled manifest whose documents are to be handed out. */
export type Ready = Compiled & { readonly cluster: NonNullable<Compiled['cluster']> };

/**
 * The paths that the input `manifest` names, in their order, each once. A path that is there is taken as it is written,
 * whatever it means as a pattern.
 * @throws InputError where a line matches nothing: a cluster would be missing in silence
 */
export function findManifests({ manifest }: Pick<Inputs, 'manifest'>): string[] {
  const wanted = manifest.filter((line) => !line.startsWith('!'));
  const ignore = manifest.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const paths = wanted.flatMap((line) => {
    if (existsSync(line) || !isDynamicPattern(line)) return [line];
    const found = globSync(line, { ...GLOB, ignore });
    if (found.length === 0) throw new InputError('manifest', `'${line}' matches no file`);
    return found.toSorted();
  });
  if (paths.length === 0) throw new InputError('manifest', 'no file is left');
  return [...new Set(paths.map((path) => normalize(path)))];
}

/** Links are not followed: they lead out of the workspace, or round in circles. */
const GLOB = { dot: true, expandDirectories: false, onlyFiles: true, followSymbolicLinks: false } as const;

/** A manifest and its lock, if they are where their paths say: a pull request may bring links. */
function readInside(path: string, given: Given): ProjectFiles {
  refuseOutside('manifest', path);
  refuseLinks('manifest', [lockNameOf(path)]);
  return gatherFiles(readManifestFile(path), given);
}

/** Reads and compiles them all, faults included. */
export function compileManifests(paths: readonly string[], inputs: Inputs, given: Given = {}): Compiled[] {
  const files = paths.map((path) => readInside(path, given));
  const keys = givenKeys(inputs);
  return files.map((file) => {
    const project = projectInputsOf(file);
    const {
      diagnostics,
      cluster: plan,
      documents,
      lock,
    } = compile(file.text, {
      ...project,
      format: inputs.format,
      provider: inputs.provider,
      keys,
      lock: file.lock,
      // Without a lock file the warning of a CI run says to commit one.
      frozen: inputs.frozen && file.lock !== undefined,
      ci: true,
    });
    const isRefused = hasErrors(diagnostics) || (inputs.strict && diagnostics.length > 0);
    const directory = paths.length === 1 || !plan ? inputs.out : `${inputs.out}/${plan.name}`;
    const cluster =
      isRefused || !plan || lock === undefined ? undefined : { manifest: file.name, plan, documents, directory, lock };
    const secrets = heldSecrets(file.text, project);
    const derived = cluster ? derivedSecrets(file.text, project) : [];
    return { file, diagnostics, secrets, derived, cluster };
  });
}
