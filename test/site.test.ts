import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, pages } from '../site/.vitepress/pages.mjs';
import { accessibilityFaults, openPage, said as saidBy, startBrowser } from './playground/support/open-page.ts';
import { type Site, serveSite } from './playground/support/site.ts';
import { execute, said } from './support/execute.ts';
import { thoroughDescribe } from './support/thorough.ts';
import { testWith } from './support/tool.ts';

const BASE = '/site/';
const TIMEOUT = 300_000;

test('the site’s menu has every page of docs/, and each once', () => {
  const docs = readdirSync('docs').filter((name) => name.endsWith('.md'));
  expect(pages.toSorted()).toEqual(
    ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs.map((name) => `docs/${name}`)].toSorted(),
  );
});

thoroughDescribe('the built site', () => {
  const directory = mkdtempSync(join(tmpdir(), 'meshinit-site-'));
  let site: Site;
  let browser: Browser | undefined;

  beforeAll(async () => {
    expect(existsSync('site/node_modules/vitepress'), 'npm ci --prefix site').toBe(true);
    const built = await execute('node', ['site/build.mjs', directory], { env: { ...process.env, SITE_BASE: BASE } });
    expect(built.status, said(built)).toBe(0);
    site = await serveSite(directory);
  }, TIMEOUT);
  afterAll(async () => {
    await browser?.close();
    site?.close();
    rmSync(directory, { recursive: true });
  });

  const html = (file: string): string => readFileSync(join(directory, file), 'utf8');
  const built = pages.map((page) => fileOf(page).replace(/md$/, 'html'));

  test('has links to files and anchors that are there', () => {
    const ids = new Map(
      built.map((file) => [file, new Set([...html(file).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]),
    );
    const broken = built.flatMap((from) =>
      [...html(from).matchAll(/ (?:href|src)="([^"]+)"/g)].flatMap(([, target = '']) => {
        const { origin, pathname, hash } = new URL(target, `http://site${BASE}${from}`);
        if (origin !== 'http://site') return [];
        const file = pathname.slice(BASE.length).replace(/^$|\/$/, '$&index.html');
        const isThere = pathname.startsWith(BASE) && existsSync(join(directory, file));
        const isAnchorThere = hash === '' || ids.get(file)?.has(decodeURIComponent(hash.slice(1)));
        return isThere && isAnchorThere ? [] : [`${from}: ${target}`];
      }),
    );
    expect(broken).toEqual([]);
    // The anchors are those that GitHub makes of the same headings, which the program's own messages name.
    expect(ids.get('docs/errors.html')).toContain('mi0401');
  });

  test('leads to the repository where something is no page', () => {
    const outside = built.flatMap((file) => [
      ...html(file).matchAll(/href="https:\/\/github\.com\/meshinit\/meshinit\/blob\/main\/([^"#]*)/g),
    ]);
    expect(outside.map(([, path]) => path)).toContain('examples/terraform-aws');
    for (const [, path = ''] of outside) expect(existsSync(path), path).toBe(true);
  });

  test('serves the manifest’s schema at its $id', () => {
    const schema = JSON.parse(html('cluster-1.schema.json'));
    expect(schema.$id).toMatch(/\/cluster-1\.schema\.json$/);
    expect(schema).toEqual(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')));
  });

  testWith('chromium')(
    'finds a law by its number, has the playground, and asks no other host for anything',
    async () => {
      browser = await startBrowser();
      const { page, wrong } = await openPage(browser, site.url);
      await page.click('#local-search button');
      await page.waitForSelector('#localsearch-input');
      await page.type('#localsearch-input', 'MI0401');
      await saidBy(page, '.VPLocalSearchBox .results', 'MI0401');
      await page.keyboard.press('Escape');
      // VitePress's button names its key beside its label.
      const faults = (await accessibilityFaults(page)).filter(
        (fault) => !fault.startsWith('label-content-name-mismatch'),
      );
      expect(faults).toEqual([]);
      await Promise.all([page.waitForNavigation(), page.click('.VPNavBarMenu a[href$="/playground/index.html"]')]);
      await page.waitForSelector('.stage svg');
      expect(wrong).toEqual([]);
    },
    TIMEOUT,
  );
});
