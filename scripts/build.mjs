// Bundles the command line (one file, so that it starts fast) and the library, and writes the library's types.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
  bundle: true,
  loader: { '.sh': 'text' },
  define: { MESHINIT_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
  target: 'node20.19',
};

rmSync('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/meshinit.cjs',
    platform: 'node',
    format: 'cjs',
    minify: true,
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.js',
    // The library runs in a browser too: a node: module in it is a build error.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    packages: 'external',
  }),
]);
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--emitDeclarationOnly'], { stdio: 'inherit' });
