import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { siteLinks } from './links.mjs';
import { fileOf, MENU } from './pages.mjs';

const root = join(import.meta.dirname, '../..');
const titleOf = (page) => /^# (.+)$/m.exec(readFileSync(join(root, page), 'utf8'))[1];

/** The path that the site is below, with a slash at both ends. */
const BASE = process.env.SITE_BASE ?? '/meshinit/';

export default defineConfig({
  lang: 'en',
  title: 'meshinit',
  description: 'One YAML manifest in, one self-contained cloud-init document per host out.',
  base: BASE,
  srcDir: 'src',
  head: [['link', { rel: 'icon', href: `${BASE}playground/icon.svg` }]],
  markdown: {
    // In a page `<name>` is text, and an address is a link where it is written as one.
    html: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    linkify: false,
    // As GitHub has them, where the same pages are read.
    anchor: { slugify: (heading) => slug(heading) },
    toc: { slugify: (heading) => slug(heading) },
    languageAlias: { console: 'shellsession', usage: 'text' },
    config: (markdown) => {
      markdown.use(siteLinks);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Manifest', link: '/docs/manifest' },
      { text: 'Errors', link: '/docs/errors' },
      // Not a page of VitePress's.
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
    ],
    sidebar: Object.entries(MENU).map(([text, pages]) => ({
      text,
      items: pages.map((page) => ({
        text: page === 'README.md' ? 'What it is' : titleOf(page),
        link: `/${fileOf(page).replace(/(?:index)?\.md$/, '')}`,
      })),
    })),
    socialLinks: [{ icon: 'github', link: 'https://github.com/meshinit/meshinit' }],
  },
});
