// Makes the schema file and the pages that come from the code: `npm run generate`. With --check it writes nothing and
// exits 1 where a file is stale.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { errorsPage } from './pages/errors-page.mjs';
import { manifestPage } from './pages/manifest-page.mjs';
import { osPage } from './pages/os-page.mjs';
import { performancePage } from './pages/performance-page.mjs';
import { providersPage } from './pages/providers-page.mjs';
import { fillBlocks, grownManifest, patchBlocks, readmeBlocks, WRONG_MANIFEST } from './pages/readme-blocks.mjs';
import { scalePage } from './pages/scale-page.mjs';
import { testedPage } from './pages/tested-page.mjs';
import { shellAsText } from './shell-text.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file) => readFileSync(join(root, file), 'utf8');

/** What the pages are made from. */
const FACTS = `
  export { compile, formatDiagnostics, laws, manifestJsonSchema } from './src/index.ts';
  export { compile as compileWithKeys } from './src/compile.ts';
  export { namedFirewallIds } from './src/firewalls/ids.ts';
  export { firewalls } from './src/firewalls/firewalls.ts';
  export { stacks } from './src/stacks/stacks.ts';
  export { acceptedForm, plainJsonSchema } from './src/manifest/json-schema.ts';
  export { loopProtections } from './src/mesh/loop-facts.ts';
  export { osIds } from './src/os/ids.ts';
  export { dataplaneIdsOf, dockerSourcesOf, firewallIdsOf, stackIdsOf } from './src/os/os-facts.ts';
  export { oses } from './src/os/oses.ts';
  export { isAtLeast, versionNumbers } from './src/versions.ts';
  export { dimensions } from './test/support/matrix.ts';
  export { stackCases, systemCases } from './test/support/systems.ts';
  export { layoutIds } from './src/layouts/ids.ts';
  export { providers } from './src/providers/providers.ts';
  export { tunnels } from './src/tunnels/tunnels.ts';
`;

async function bundle(folder) {
  const common = {
    absWorkingDir: root,
    bundle: true,
    plugins: [shellAsText],
    define: { MESHINIT_VERSION: '"0.0.0"' },
    logLevel: 'warning',
    target: 'node20.19',
    platform: 'node',
    format: 'cjs',
  };
  const stdin = { contents: FACTS, resolveDir: root, loader: 'ts' };
  await Promise.all([
    build({ ...common, stdin, outfile: join(folder, 'facts.cjs') }),
    build({ ...common, entryPoints: ['src/cli/bin.ts'], outfile: join(folder, 'meshinit.cjs') }),
  ]);
  return createRequire(import.meta.url)(join(folder, 'facts.cjs'));
}

/** A call of the command line among the examples: what it prints, wherever it prints it. */
function caller(folder) {
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
  writeFileSync(join(folder, 'cluster.yaml'), WRONG_MANIFEST);
  writeFileSync(join(folder, 'grown.yaml'), grownManifest(read('examples/debian-vxlan.yaml')));
  cpSync(join(root, 'examples/debian-vxlan.lock'), join(folder, 'grown.lock'));
  return (...words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'meshinit.cjs'), ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI: '', NO_COLOR: '1' },
    });
    if (status !== 0 && status !== 1) throw new Error(`meshinit ${words.join(' ')} ended with ${status}: ${stderr}`);
    return stdout + stderr;
  };
}

/** The source of a provider's figures: the comment above its constant. */
function sourceOf({ id }) {
  const text = readFileSync(join(root, 'src/providers', `${id}.ts`), 'utf8');
  return /^\/\/ (.+)\nexport const/m.exec(text)?.[1] ?? '';
}

/** By system, the first paragraph about what stands in for its own programs where it is run in namespaces. */
function standIns() {
  const folder = join(root, 'test/net/stand-ins');
  const pages = readdirSync(folder).map((id) => [id, join(folder, id, 'README.md')]);
  return Object.fromEntries(
    pages.filter(([, page]) => existsSync(page)).map(([id, page]) => [id, readFileSync(page, 'utf8')]),
  );
}

async function make() {
  const folder = mkdtempSync(join(tmpdir(), 'meshinit-generate-'));
  try {
    const facts = { ...(await bundle(folder)), sourceOf };
    const call = caller(folder);
    const tested = JSON.parse(read('test/tested.json'));
    return {
      'schemas/cluster.schema.json': `${JSON.stringify(facts.manifestJsonSchema(), null, 2)}\n`,
      'schemas/accepted.json': `${JSON.stringify(facts.acceptedForm(), null, 1)}\n`,
      'docs/manifest.md': manifestPage(facts),
      'docs/errors.md': errorsPage(facts),
      'docs/os.md': osPage(facts),
      'docs/providers.md': providersPage(facts),
      'docs/performance.md': performancePage(
        JSON.parse(read('bench/results.json')),
        facts,
        JSON.parse(read('bench/bytes-before.json')),
        JSON.parse(read('bench/install.json')),
      ),
      'docs/scale.md': scalePage(
        facts,
        tested,
        JSON.parse(read('bench/containers.json')),
        JSON.parse(read('bench/routes.json')),
      ),
      'docs/tested.md': testedPage(facts, tested, standIns()),
      'docs/mesh.svg': call('graph', 'examples/debian-vxlan.yaml'),
      'docs/patch.md': fillBlocks('docs/patch.md', read('docs/patch.md'), patchBlocks(call)),
      'README.md': fillBlocks('README.md', read('README.md'), readmeBlocks(facts, call)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isStale = ([file, text]) => {
  const path = join(root, file);
  return !existsSync(path) || read(file) !== text;
};

const stale = Object.entries(await make()).filter(isStale);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`${file} is stale: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of stale) {
    writeFileSync(join(root, file), text);
    console.log(`wrote ${file}`);
  }
}
