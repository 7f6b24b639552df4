import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import subsetFont from 'subset-font';
import { leanD3Shape } from './lean-d3-shape.mjs';
import { leanLaws } from './lean-laws.mjs';
import { licences, packagesIn } from './licences.mjs';

const SOURCE = 'src/playground';
const FONT = 'geist.woff2';
const FONT_PACKAGE = 'node_modules/@fontsource-variable/geist';

/** The page makes the schema anyway, for its editor: the form that spares others that would only be more to fetch. */
const askSchema = {
  name: 'ask-schema',
  setup: ({ onLoad }) =>
    onLoad({ filter: /manifest[/\\]is-accepted\.ts$/ }, () => ({ contents: 'export const isAccepted = () => false' })),
};

/** The page is English: the letters of others in a manifest come from the reader's own fonts, and so does all code. */
const ASCII = String.fromCodePoint(...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index));
const SIGNS = '–—‘’“”…·•−→';

/** A variable font without what nothing asks for: a quarter of it. */
const lightened = () =>
  subsetFont(readFileSync(`${FONT_PACKAGE}/files/geist-latin-wght-normal.woff2`), ASCII + SIGNS, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
    keepFeatures: ['ss01', 'tnum'],
  });

/** Every manifest of examples/, for the page's list. */
const examples = () =>
  readdirSync('examples')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: file.slice(0, -'.yaml'.length), text: readFileSync(join('examples', file), 'utf8') }));

/**
 * The playground as static files, for any host: nothing in it names where it is.
 * @param common esbuild's options that all bundles share
 */
export async function buildPlayground(common, directory) {
  mkdirSync(directory, { recursive: true });
  const bundle = async (entry, name, define = {}) => {
    const { metafile } = await build({
      ...common,
      entryPoints: [join(SOURCE, entry)],
      outfile: join(directory, name),
      platform: 'browser',
      mainFields: ['module', 'main'],
      format: 'iife',
      // light-dark(), DecompressionStream, <dialog>: Chrome 123, Firefox 120, Safari 17.5.
      target: 'es2022',
      minify: true,
      charset: 'utf8',
      metafile: true,
      plugins: [askSchema, leanD3Shape, leanLaws, ...common.plugins],
      define: { ...common.define, ...define },
    });
    return metafile;
  };
  const metafiles = await Promise.all([
    bundle('main.ts', 'app.js', { PLAYGROUND_EXAMPLES: JSON.stringify(examples()) }),
    bundle('theme-first.ts', 'theme.js'),
    bundle('compiler/worker.ts', 'worker.js'),
  ]);
  const styles = readdirSync(join(SOURCE, 'styles')).toSorted();
  await build({
    stdin: {
      contents: styles.map((file) => `@import "./styles/${file}";`).join('\n'),
      loader: 'css',
      resolveDir: SOURCE,
    },
    outfile: join(directory, 'style.css'),
    bundle: true,
    minify: true,
    external: ['*.woff2'],
    logLevel: 'warning',
  });
  for (const file of ['index.html', 'icon.svg']) copyFileSync(join(SOURCE, file), join(directory, file));
  writeFileSync(join(directory, FONT), await lightened());
  writeFileSync(join(directory, 'licences.txt'), licences([...packagesIn(metafiles), FONT_PACKAGE]));
  await bundle('service-worker.ts', 'service-worker.js', keptOffline(directory));
}

/** The files that the service worker keeps, and a version that changes when any of them does. */
function keptOffline(directory) {
  const files = readdirSync(directory)
    .filter((file) => file !== 'service-worker.js')
    .toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(directory, file)));
  return {
    PLAYGROUND_FILES: JSON.stringify(['./', ...files]),
    PLAYGROUND_VERSION: JSON.stringify(hash.digest('hex').slice(0, 12)),
  };
}
