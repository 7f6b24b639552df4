import { UsageError } from '../edge/errors.ts';
import { readInput, readText } from '../edge/manifest-file.ts';
import type { Given } from '../edge/project-files.ts';
import { settingsOf } from '../edge/settings.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What the command line and the environment give a manifest. */
export function readGiven({ manifest, valuesFile, settings }: Options, { env, input }: Terminal): Given {
  if (valuesFile === '-' && manifest === '-') {
    throw new UsageError(
      'the manifest and --values cannot both come from standard input',
      'Pass one of them as a file.',
    );
  }
  return { env, set: settingsOf(settings ?? [], '--set'), ...valuesOf(valuesFile, input) };
}

/** A file of values, shown by its path. */
export function valuesOf(path: string | undefined, input: () => Uint8Array): Pick<Given, 'values' | 'valuesName'> {
  if (path === undefined) return {};
  return path === '-'
    ? { values: readInput(input), valuesName: '<stdin>' }
    : { values: readText(path), valuesName: path };
}
