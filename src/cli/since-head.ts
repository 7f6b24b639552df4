import { diff } from '../diff/diff.ts';
import { UsageError } from '../edge/errors.ts';
import { type ProjectFiles, stateOf } from '../edge/project-files.ts';
import { readHead } from '../edge/revision-file.ts';
import type { Options } from './options.ts';
import { asOld } from './read-manifest.ts';
import type { Terminal } from './terminal.ts';

/**
 * How a host differs from what git's HEAD makes of it, a sentence each: what runs may be that. None where nothing differs,
 * or where no commit has the manifest.
 * @param path of one file on the host; all files where undefined
 */
export function sinceHead(
  file: ProjectFiles,
  host: string,
  path: string | undefined,
  options: Options,
  terminal: Terminal,
): string[] {
  const head = committed(file, options, terminal);
  if (!head || stateOf(head) === stateOf(file)) return [];
  const change = diff(head, file, options).hosts.find((candidate) => candidate.host === host);
  if (!change || change.verdict === 'unchanged') return [];
  if (change.verdict === 'new') return [`since HEAD: ${host} is new`];
  if (change.verdict === 'gone') return [`since HEAD: ${host} is gone; explain it with --manifest ${head.name}`];
  return change.files
    .filter((other) => path === undefined || other.path === path)
    .map((other) => `since HEAD: ${other.path} ${other.change}`);
}

/** Nobody who asks about a manifest needs git. */
function committed(file: ProjectFiles, options: Options, terminal: Terminal): ProjectFiles | undefined {
  try {
    const head = readHead(file);
    return head && asOld(head, file, options, terminal);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
