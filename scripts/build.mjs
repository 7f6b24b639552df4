// Bundles the command line (one file, so that it starts fast), the library, the Action and the playground, and writes the
// library's types and the licences of what it contains.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { buildId } from './build-id.mjs';
import { buildPlayground } from './build-playground.mjs';
import { leanIpNum } from './lean-ip-num.mjs';
import { leanPicocolors } from './lean-picocolors.mjs';
import { leanSchemas } from './lean-schemas.mjs';
import { allLicences, licences, packagesIn } from './licences.mjs';
import { builtInOnDemand, onDemand, refuseEarly } from './on-demand.mjs';
import { shellAsText } from './shell-text.mjs';
import { writeTypes } from './write-types.mjs';

/** Large libraries that one command needs, with the modules that are nothing but their use: every other start is spared them. */
const APART = {
  certificates: 'src/cli/pki/certificates.ts',
  keys: 'src/keys/keys-from.ts',
  questions: 'src/cli/ask-first-manifest.ts',
};
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    for (const [name, path] of Object.entries(APART)) {
      onResolve({ filter: new RegExp(`/${basename(path)}$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${name}.cjs`, external: true } : undefined,
      );
    }
  },
};

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
  bundle: true,
  metafile: true,
  define: { MESHINIT_VERSION: JSON.stringify(version), MESHINIT_BUILD: JSON.stringify(buildId()) },
  plugins: [shellAsText, leanSchemas, leanPicocolors, leanIpNum],
  // Of fflate the part that starts no workers: node:worker_threads is not loaded for nothing.
  alias: { fflate: 'fflate/browser' },
  logLevel: 'warning',
  target: 'node20.19',
};

rmSync('dist', { recursive: true, force: true });
const [action, , start, cli, ...others] = await Promise.all([
  build({
    ...common,
    entryPoints: ['src/action/main.ts'],
    outfile: 'dist/action.js',
    platform: 'node',
    // As package.json says of every .js file, and the runner obeys. Not minified: it is committed, and people read what
    // they let run in their repositories.
    format: 'esm',
    charset: 'utf8',
    legalComments: 'eof',
    // For the packages in it that are CommonJS.
    banner: {
      js: "import { createRequire as requireOfBundle } from 'node:module';\nconst require = requireOfBundle(import.meta.url);",
    },
  }),
  buildPlayground(common, 'dist/playground'),
  build({
    ...common,
    entryPoints: ['src/cli/start.ts'],
    outfile: 'dist/meshinit.cjs',
    platform: 'node',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...common,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/cli.cjs',
    platform: 'node',
    format: 'cjs',
    minify: true,
    // As src/cli/start.ts runs it: what Node.js puts around a module (its documentation, "The module wrapper").
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    // What is started from a code cache imports nothing: the file apart is required.
    supported: { 'dynamic-import': false },
    plugins: [...common.plugins, apart, onDemand, builtInOnDemand],
  }),
  ...Object.entries(APART).map(([name, path]) =>
    build({
      ...common,
      entryPoints: [path],
      outfile: `dist/${name}.cjs`,
      platform: 'node',
      format: 'cjs',
      minify: true,
    }),
  ),
  ...Object.entries({ 'index.js': 'esm', 'index.cjs': 'cjs' }).map(([file, format]) =>
    build({
      ...common,
      entryPoints: ['src/index.ts'],
      outfile: `dist/${file}`,
      // The library runs in a browser too: a node: module in it is a build error.
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format,
      legalComments: 'eof',
    }),
  ),
]);

refuseEarly(cli.metafile);

const shipped = [start, cli, ...others];
const inBundles = (bundles) => licences(packagesIn(bundles.map(({ metafile }) => metafile)));
writeFileSync('dist/licences.txt', allLicences(inBundles(shipped)));
// The runner fetches the Action's bundle and nothing beside it.
appendFileSync('dist/action.js', `/*\n${inBundles([action]).replaceAll('*/', '* /')}*/\n`);

const scratch = mkdtempSync(join(tmpdir(), 'meshinit-build-'));
try {
  await writeTypes(join(scratch, 'types'), 'dist');
  execFileSync(process.execPath, ['scripts/make-code-cache.cjs', join(scratch, 'out')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
