import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import { unfoldPath } from '../host/parts/unfold-script.ts';
import frame from '../host/scripts/bundle.sh';
import { isProgram, programPath } from '../os/places.ts';
import { putCall } from './put-call.ts';

/** Those of a host's files that are meshinit's own programs: what hosts of one system share. A list of peers is none. */
export const programsOf = ({ files, plan }: HostConfig): PlannedFile[] =>
  files.filter(({ path }) => isProgram(path, plan.os) && path !== unfoldPath(plan));

/**
 * The programs as one file that stands where the first boot starts `meshinit-setup`: it writes them all, the true
 * `meshinit-setup` in its own place, and runs that. Nothing else of a document changes, and nothing of the bundle stays.
 */
export function bundleOf(config: HostConfig): PlannedFile {
  const programs = programsOf(config);
  const path = programPath('setup', config.plan.os);
  // Its own place last: what is interrupted before that begins anew.
  const ordered = programs.toSorted((a, b) => Number(a.path === path) - Number(b.path === path));
  const calls = ordered.map((program) => putCall('put', program, program.content));
  return {
    path,
    mode: 0o755,
    content: [frame, ...calls, `exec ${path}\n`].join('\n'),
    origins: programs.flatMap(({ origins }) => origins),
  };
}

/** Whether a file is a bundle: it runs what it has put in its own place. */
export const isBundle = (path: string, content: string): boolean => content.endsWith(`\nexec ${path}\n`);
