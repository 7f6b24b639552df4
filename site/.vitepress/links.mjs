import { dirname, join } from 'node:path/posix';
import { fileOf, pages } from './pages.mjs';

const REPOSITORY = 'https://github.com/meshinit/meshinit/blob/main/';

/**
 * Where a link of a page leads on the site: to another page, or to the repository for what is no page.
 * @param from the page's path on the site
 */
export function linkOnSite(from, target) {
  if (/^(?:[a-z]+:|#)/.test(target)) return target;
  const [path, anchor] = target.split('#');
  const wanted = join(dirname(from), path);
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  return pages.includes(wanted) ? `/${fileOf(wanted)}${suffix}` : `${REPOSITORY}${wanted}${suffix}`;
}

/** For markdown-it, which VitePress reads pages with. */
export function siteLinks(markdown) {
  markdown.core.ruler.push('site-links', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const target = token.type === 'link_open' && token.attrGet('href');
      if (target) token.attrSet('href', linkOnSite(env.relativePath, target));
      // Vue would evaluate `${{ github.token }}`.
      if (token.type === 'code_inline') token.attrSet('v-pre', '');
    }
  });
}
