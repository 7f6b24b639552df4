import { readManifestFile } from '../../edge/manifest-file.ts';
import { gatherFiles } from '../../edge/project-files.ts';
import { parseManifest } from '../../manifest/parse.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, manifestArgument } from '../command.ts';
import { readCommandLine } from '../command-line.ts';
import { DEFAULT_MANIFEST } from '../options.ts';

/**
 * The hosts of the manifest that a command line names so far; none where it cannot be read.
 * @param typed its words after the program's name, a line each
 */
export function hostsFor(typed: string, commands: readonly Command[]): string[] {
  // bash splits --manifest=FILE into three words.
  const args = typed.split('\n').filter((word) => word !== '' && word !== '=');
  const { words, options } = readCommandLine(args, commands);
  const [name, ...given] = words;
  const command = commands.find((candidate) => candidate.name === name);
  const option = options.findLast((candidate) => candidate.name === 'manifest')?.value;
  const path = option ?? given[command?.takes.indexOf(manifestArgument) ?? -1] ?? DEFAULT_MANIFEST;
  try {
    const file = gatherFiles(readManifestFile(path), {});
    const { source } = parseManifest(file.text, projectInputsOf(file));
    // Shells expand what they are given to propose: nothing but labels gets there.
    return source.keysOf(['hosts']).filter((host) => /^[a-z0-9][a-z0-9-]*$/i.test(host));
  } catch {
    return [];
  }
}
