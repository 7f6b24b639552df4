// Calls that are measured: of the bundled command line, and of what people use instead.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { manifest } from './clusters.mjs';

export const BUNDLE = resolve('dist/meshinit.cjs');

/** A directory for one run, its manifests, and calls of the command line there. */
export function bench(bundle = BUNDLE) {
  const directory = mkdtempSync(join(tmpdir(), 'meshinit-bench-'));
  // What is measured is remembered here, and not in the home of whoever measures.
  process.env.XDG_CACHE_HOME = join(directory, 'cache');
  mkdirSync(process.env.XDG_CACHE_HOME);
  const call = (...words) => [process.execPath, bundle, ...words];
  const file = (cluster) => {
    const path = join(directory, `${Object.values(cluster).join('-').replaceAll(/\W+/g, '-')}.yaml`);
    writeFileSync(path, manifest(cluster));
    return path;
  };
  return {
    directory,
    file,
    call,
    bare: { command: [process.execPath, '-e', '0'] },
    /** A compilation into an empty directory, without a lock, as the first one is. */
    compilation(path, program = bundle) {
      const output = join(directory, 'out');
      return {
        command: [process.execPath, program, 'compile', path, '-o', output],
        before() {
          rmSync(output, { recursive: true, force: true });
          rmSync(path.replace(/yaml$/, 'lock'), { force: true });
        },
      };
    },
    /** One that finds everything as it is to be: whoever compiles it first has to have done so. */
    again: (path) => ({ command: call('compile', path, '-o', join(directory, 'out')) }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
