// Makes meshinit one file that needs no Node.js, by Node's single executable applications:
//   node scripts/build-executable.mjs FILE [NODE]
// NODE is the program that meshinit is put into, of the running version and of any machine: the running one by default.
// Run `npm run build` first: the playground is put in too.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { inject } from 'postject';
import { buildId } from './build-id.mjs';
import { leanPicocolors } from './lean-picocolors.mjs';
import { leanSchemas } from './lean-schemas.mjs';
import { allLicences, licences, packagesIn } from './licences.mjs';
import { builtInOnDemand, onDemand } from './on-demand.mjs';
import { shellAsText } from './shell-text.mjs';

/** By which Node.js finds what was put into it: its documentation, "Single executable applications". */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const PLAYGROUND = 'dist/playground';

const [file, node = process.execPath] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: node scripts/build-executable.mjs FILE [NODE]');

/** The page's files as one asset: the names of assets cannot be asked for before Node.js 24.8. */
const playground = () =>
  JSON.stringify(
    Object.fromEntries(readdirSync(PLAYGROUND).map((name) => [name, readFileSync(join(PLAYGROUND, name), 'base64')])),
  );

/** Node.js's own licence, with those of what it contains: its archive has it beside bin/. */
function nodeLicence() {
  const file = join(dirname(dirname(realpathSync(node))), 'LICENSE');
  const text = existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : `https://github.com/nodejs/node/blob/${process.version}/LICENSE`;
  return `Node.js ${process.version}\n\n${text}\n`;
}

const scratch = mkdtempSync(join(tmpdir(), 'meshinit-executable-'));
try {
  const inScratch = (name) => join(scratch, name);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { metafile } = await build({
    entryPoints: ['src/cli/bin.ts'],
    outfile: inScratch('main.cjs'),
    bundle: true,
    metafile: true,
    define: { MESHINIT_VERSION: JSON.stringify(version), MESHINIT_BUILD: JSON.stringify(buildId()) },
    plugins: [shellAsText, leanSchemas, leanPicocolors, onDemand, builtInOnDemand],
    logLevel: 'warning',
    target: 'node20.19',
    platform: 'node',
    format: 'cjs',
    minify: true,
  });
  writeFileSync(inScratch('playground.json'), playground());
  writeFileSync(inScratch('licences.txt'), allLicences(licences(packagesIn([metafile])), nodeLicence()));
  const config = {
    main: inScratch('main.cjs'),
    output: inScratch('blob'),
    disableExperimentalSEAWarning: true,
    // It belongs to one program, and is made by running it.
    useCodeCache: node === process.execPath,
    assets: { playground: inScratch('playground.json'), licences: inScratch('licences.txt') },
  };
  writeFileSync(inScratch('config.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--experimental-sea-config', inScratch('config.json')], { stdio: 'pipe' });
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(node, file);
  chmodSync(file, 0o755);
  await inject(file, 'NODE_SEA_BLOB', readFileSync(inScratch('blob')), { sentinelFuse: FUSE });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
