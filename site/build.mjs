// Makes the site of docs/, the README, the playground and the manifest's schema, as GitHub Pages serves it:
//   node site/build.mjs DIRECTORY
// SITE_BASE is the path that it is below, with a slash at both ends: /meshinit/ by default. Run `npm run build` and
// `npm ci --prefix site` first.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vitepress';
import { fileOf, pages } from './.vitepress/pages.mjs';

const site = import.meta.dirname;
const root = dirname(site);
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: node site/build.mjs DIRECTORY');
const output = resolve(directory);
const source = join(site, 'src');

/** Pages as VitePress wants them: below one directory, and the README as its index. */
function copyPages() {
  rmSync(source, { recursive: true, force: true });
  for (const page of pages) {
    const file = join(source, fileOf(page));
    mkdirSync(dirname(file), { recursive: true });
    // What a page is made from concerns who edits it.
    writeFileSync(file, readFileSync(join(root, page), 'utf8').replaceAll(/^<!-- .* -->\n/gm, ''));
  }
  for (const file of readdirSync(join(root, 'docs')).filter((name) => /\.(?:svg|png)$/.test(name))) {
    cpSync(join(root, 'docs', file), join(source, 'docs', file));
  }
}

copyPages();
await build(site, { outDir: output });
cpSync(join(root, 'dist/playground'), join(output, 'playground'), { recursive: true });
// The schema's $id.
cpSync(join(root, 'schemas/cluster.schema.json'), join(output, 'cluster-1.schema.json'));
