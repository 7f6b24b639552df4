import { diff } from '../diff/diff.ts';
import { UsageError, WriteError } from '../edge/errors.ts';
import { isStream } from '../edge/is-stream.ts';
import { inputPathsOf, type ProjectFiles, stateOf } from '../edge/project-files.ts';
import { WatchedFiles } from '../edge/watch-files.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { Interrupted } from './interrupted.ts';
import type { Options } from './options.ts';
import { readManifest } from './read-manifest.ts';
import { type Terminal, widthOf } from './terminal.ts';

/**
 * Compiles, and again at each change of the manifest or its lock, until a signal ends it. What is wrong meanwhile is said,
 * and the documents stay as they were.
 * @param compileOnce writes the documents; the first time it says of each where it is
 */
export async function watchManifest(
  options: Options,
  terminal: Terminal,
  compileOnce: (file: ProjectFiles, isFirst: boolean) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const path = options.manifest;
  // One that is not there from the start is wrong use; one that vanishes later may come back.
  const read = (): ProjectFiles => readManifest(options, terminal, 'compile PATH --watch');
  const first = read();
  const { lockPath } = first;
  const stream = lockPath === undefined ? path : streamOf(options.valuesFile);
  if (lockPath === undefined || stream !== undefined)
    throw new UsageError(`${stream === '-' ? 'standard input' : stream} cannot be watched`, 'Pass the path of a file.');
  const { diffTable } = await import('./diff-table.ts');
  let seen: string | undefined;
  let good: ProjectFiles | undefined;
  let watched = watchedPaths(first, lockPath);
  const look = async (): Promise<void> => {
    try {
      const file = read();
      watched = watchedPaths(file, lockPath);
      const text = stateOf(file);
      if (text === seen) return;
      seen = text;
      if ((await compileOnce(file, good === undefined)) !== exitStatus.done) return;
      // The lock that it has written is no change.
      const after = read();
      seen = stateOf(after);
      if (good) {
        const changes = diff(good, after, options).hosts.filter(({ verdict }) => verdict !== 'unchanged');
        terminal.out(changes.length === 0 ? 'no host changes\n' : diffTable(changes, widthOf(terminal)));
      }
      good = after;
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof WriteError)) throw error;
      const hint = error instanceof UsageError && error.hint !== '' ? `${error.hint}\n` : '';
      terminal.error(`meshinit: ${error.message}\n${hint}`);
    }
  };
  await look();
  let work = Promise.resolve();
  const status = await terminal.untilEnded(() => {
    const files = new WatchedFiles(() => {
      work = work
        .then(look)
        .catch(unlessInterrupted)
        // What the manifest names now may be elsewhere.
        .then(() => files.watch(watched));
    });
    files.watch(watched);
    terminal.error(`watching ${path}; press Ctrl+C to stop\n`);
    return () => files.end();
  });
  await work;
  return status;
}

const watchedPaths = (file: ProjectFiles, lockPath: string): string[] => [...inputPathsOf(file), lockPath];

/** A file of values that can be read but once. */
const streamOf = (path: string | undefined): string | undefined =>
  path !== undefined && (path === '-' || isStream(path)) ? path : undefined;

/** The signal that interrupts a compilation ends the watching too. */
function unlessInterrupted(error: unknown): void {
  if (!(error instanceof Interrupted)) throw error;
}
