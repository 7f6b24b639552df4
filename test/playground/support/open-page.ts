import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const CHROMIUM = '/usr/bin/chromium';
/** Milliseconds: a guard against hangs, which leaves room for a busy machine. */
const PATIENCE = 90_000;

declare const axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** Debian's Chromium, without a window. As root it has no sandbox. */
export const startBrowser = (): Promise<Browser> =>
  puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });

/** A page in a profile of its own, and what it did that it must not. */
export interface Watched {
  readonly page: Page;
  /** Errors on the console, and requests to anywhere but the page's own origin. */
  readonly wrong: string[];
}

/** @param prepare before the page is there */
export async function openPage(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Watched> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  return watch(page, url, prepare);
}

async function watch(page: Page, url: string, prepare: (page: Page) => Promise<unknown>): Promise<Watched> {
  page.setDefaultTimeout(PATIENCE);
  const wrong: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    const to = request.url();
    if (!/^(?:data|blob):/.test(to) && new URL(to).origin !== origin) wrong.push(`a request to ${to}`);
  });
  await page.setViewport({ width: 1280, height: 800 });
  await prepare(page);
  await page.goto(url);
  return { page, wrong };
}

/** Waits until the page says something. */
export const said = (page: Page, selector: string, text: string): Promise<unknown> =>
  page.waitForFunction((at, part) => document.querySelector(at)?.textContent?.includes(part), {}, selector, text);

export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => found.textContent ?? '');

/** The manifest, as the editor's visible lines have it. */
export const manifestOf = (page: Page): Promise<string> =>
  page.$$eval('#editor .cm-line', (lines) => lines.map((line) => line.textContent).join('\n'));

/** Writes a manifest in the place of what is there, as a paste does: typed it would be indented anew. */
export async function write(page: Page, text: string): Promise<void> {
  await page.focus('#editor .cm-content');
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyA');
  await page.keyboard.up('Control');
  if (text === '') await page.keyboard.press('Delete');
  else {
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector('#editor .cm-content')?.dispatchEvent(event);
    }, text);
  }
}

/**
 * What axe-core finds, in words.
 * @param only one rule; all where undefined
 */
export async function accessibilityFaults(page: Page, only?: 'color-contrast'): Promise<string[]> {
  // The page's policy lets no foreign script in: this one comes past it, by the debugger.
  await page.evaluate(`if (!window.axe) { ${readFileSync(AXE, 'utf8')} }`);
  return page.evaluate(async (rule) => {
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      ...(rule && { runOnly: { type: 'rule', values: [rule] } }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, only);
}
