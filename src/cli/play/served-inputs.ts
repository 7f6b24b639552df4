import { gatherFiles, type ProjectFiles } from '../../edge/project-files.ts';
import type { ProjectInputs } from '../../project/project-inputs.ts';
import { variablesNeeded } from '../../project/read-project.ts';

/**
 * What a text refers to, read as `meshinit compile` reads it: files of the project and no others. Of the environment the
 * page gets what the text names; of the rest it gets the names, for hints.
 * @param project the manifest's, as the program was called
 */
export function servedInputs(text: string, project: ProjectFiles): ProjectInputs {
  const { manifestName, files, values, env = {}, set } = gatherFiles({ ...project, text }, project);
  const needed = variablesNeeded(text, { manifestName, files, values, set });
  const served = Object.entries(env).map(([name, value]) => [name, needed.has(name) ? value : '']);
  return { manifestName, files, values, env: Object.fromEntries(served), set };
}
