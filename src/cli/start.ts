// Starts the bundled command line from V8's code cache, which the build leaves beside it: reading 770 KB of code is a
// quarter of a short call's time. A cache that another Node.js made is passed over, and the code read as ever.
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';

const filename = `${__dirname}/cli.cjs`;

function cache(): Buffer | undefined {
  try {
    return readFileSync(`${__dirname}/cli.cache`);
  } catch {
    return undefined;
  }
}

// The build writes it in ASCII, and fails where it cannot; and as a function, as Node.js makes one of every module: to do
// that here would load node:module, and copy the text.
const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: cache() });
script.runInThisContext()(exports, require, module, filename, __dirname);
