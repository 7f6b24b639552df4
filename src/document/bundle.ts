import { bareFile, bareShell } from '../host/bare-file.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import { unfoldPath } from '../host/parts/unfold-script.ts';
import frame from '../host/scripts/bundle.sh';
import wholeFrame from '../host/scripts/whole.sh';
import { isProgram, programPath } from '../os/places.ts';
import { literalFile, putCall } from './put-call.ts';

/** Those of a host's files that are meshinit's own programs: what hosts of one system share. A list of peers is none. */
export const programsOf = ({ files, plan }: HostConfig): PlannedFile[] =>
  files.filter(({ path }) => isProgram(path, plan.os) && path !== unfoldPath(plan));

/** Those of a host's files that need not be there before `meshinit-setup` is started: all but what starts it. */
export const withoutStarter = ({ files, plan }: HostConfig): PlannedFile[] =>
  files.filter(({ path }) => path !== plan.os.commands.starter);

/**
 * The programs as one file that stands where the first boot starts `meshinit-setup`: it writes them all, the true
 * `meshinit-setup` in its own place, and runs that. Nothing else of a document changes, and nothing of the bundle stays.
 */
export function bundleOf(config: HostConfig): PlannedFile {
  const calls = inOrder(programsOf(config), config).map((program) => putCall('put', program, program.content));
  return bundle(config, programsOf(config), 0o755, [frame, ...calls]);
}

/**
 * The same of all files but what starts it, as the last step that may make a document fit: its programs have no comments.
 * Others must not read what may hold the host's secrets.
 */
export function wholeOf(config: HostConfig): PlannedFile {
  const files = withoutStarter(config);
  const calls = inOrder(files, config).map((file) => literalFile(bareFile(file)));
  return bundle(config, files, 0o700, [bareShell(wholeFrame), ...calls, 'reload']);
}

/** Its own place last: what is interrupted before that begins anew. */
function inOrder(files: readonly PlannedFile[], { plan }: HostConfig): PlannedFile[] {
  const path = programPath('setup', plan.os);
  return files.toSorted((a, b) => Number(a.path === path) - Number(b.path === path));
}

function bundle(
  { plan }: HostConfig,
  files: readonly PlannedFile[],
  mode: number,
  lines: readonly string[],
): PlannedFile {
  const path = programPath('setup', plan.os);
  return {
    path,
    mode,
    content: [...lines, `exec ${path}\n`].join('\n'),
    origins: files.flatMap(({ origins }) => origins),
  };
}

/** Whether a file is a bundle: it runs what it has put in its own place. */
export const isBundle = (path: string, content: string): boolean => content.endsWith(`\nexec ${path}\n`);
