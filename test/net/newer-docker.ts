import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execute, said } from '../support/execute.ts';

const SCRIPT = fileURLToPath(new URL('../lab/build-docker.sh', import.meta.url));
/** How it ends where there is no way to Debian's archive. */
const NO_ARCHIVE = 3;

export interface NewerDocker {
  /** To be entered by chroot. */
  readonly root: string;
  /** Such as 28.5.2. */
  readonly version: string;
}

/** The newest Docker that Debian has, fetched at the first time; undefined without a way to its archive. */
export async function newerDocker(): Promise<NewerDocker | undefined> {
  const outcome = await execute(SCRIPT, []);
  if (outcome.status === NO_ARCHIVE) return undefined;
  if (outcome.status !== 0) throw new Error(`build-docker.sh ended with ${outcome.status}: ${said(outcome)}`);
  const directory = outcome.stdout.trim();
  return { root: join(directory, 'root'), version: readFileSync(join(directory, 'version'), 'utf8').trim() };
}
