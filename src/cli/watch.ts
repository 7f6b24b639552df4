import { diff } from '../diff/diff.ts';
import { UsageError, WriteError } from '../edge/errors.ts';
import { type ManifestFile, readManifestFile } from '../edge/manifest-file.ts';
import { watchFiles } from '../edge/watch-files.ts';
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
  compileOnce: (file: ManifestFile, isFirst: boolean) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const path = options.manifest;
  // One that is not there from the start is wrong use; one that vanishes later may come back.
  const { lockPath } = readManifest(options, terminal, 'compile PATH --watch');
  if (lockPath === undefined)
    throw new UsageError(`${path === '-' ? 'standard input' : path} cannot be watched`, 'Pass the path of a file.');
  const { diffTable } = await import('./diff-table.ts');
  let seen: string | undefined;
  let good: ManifestFile | undefined;
  const look = async (): Promise<void> => {
    try {
      const file = readManifestFile(path);
      const text = JSON.stringify([file.text, file.lock]);
      if (text === seen) return;
      seen = text;
      if ((await compileOnce(file, good === undefined)) !== exitStatus.done) return;
      // The lock that it has written is no change.
      const after = readManifestFile(path);
      seen = JSON.stringify([after.text, after.lock]);
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
    const end = watchFiles([path, lockPath], () => {
      work = work.then(look).catch(unlessInterrupted);
    });
    terminal.error(`watching ${path}; press Ctrl+C to stop\n`);
    return end;
  });
  await work;
  return status;
}

/** The signal that interrupts a compilation ends the watching too. */
function unlessInterrupted(error: unknown): void {
  if (!(error instanceof Interrupted)) throw error;
}
