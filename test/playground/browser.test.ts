import { deflateRawSync } from 'node:zlib';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { fragmentOf } from '../../src/playground/page/share-link.ts';
import { thoroughTest, thoroughTestWith } from '../support/thorough.ts';
import { testWith } from '../support/tool.ts';
import {
  accessibilityFaults,
  manifestOf,
  openPage,
  said,
  startBrowser,
  textOf,
  type Watched,
  write,
} from './support/open-page.ts';
import { type Site, serveSite } from './support/site.ts';

const test = testWith('chromium');
const thorough = thoroughTestWith('chromium');

const MANIFEST =
  'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n';
const SECRET = MANIFEST.replace('}\n', ', cloud_config: { password: hunter2 } }\n');

let site: Site;
let browser: Browser | undefined;
/** Started by the first test: without Chromium there is none. */
async function started(): Promise<Browser> {
  browser ??= await startBrowser();
  return browser;
}

beforeAll(async () => {
  site = await serveSite();
});

afterAll(async () => {
  await browser?.close();
  site.close();
});

const mesh = (page: Page): Promise<unknown> => page.waitForSelector('.stage svg');
const nothing = async (): Promise<void> => undefined;
const fresh = async (prepare: (page: Page) => Promise<unknown> = nothing, fragment = ''): Promise<Watched> =>
  openPage(await started(), site.url + fragment, prepare);
let common: Watched | undefined;
/** A page that several tests use one after the other, each from an example of its own: a page of a test's own costs seconds. */
async function sharedPage(): Promise<Watched> {
  common ??= await fresh();
  const { page } = common;
  await mesh(page);
  await page.click('#tab-mesh');
  await page.select('#file', '');
  await page.select('#examples', 'debian-vxlan');
  await said(page, '.stage h2', 'demo');
  await said(page, '#problems', 'No problems.');
  return common;
}
/** As a link that is opened in a tab where the page is. */
const openFragment = (page: Page, fragment: string): Promise<unknown> =>
  page.evaluate((hash) => {
    const status = document.querySelector('#status');
    if (status) status.textContent = '';
    location.hash = hash;
  }, fragment);
const withoutClipboard = (page: Page): Promise<unknown> =>
  page.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
const stored = (page: Page): Promise<string> =>
  page.evaluate(() => [sessionStorage, localStorage].map((store) => store.getItem('meshinit.draft')).join(' '));

/** A full mesh as large as any that is planned by hand. */
function thousand(): string {
  const hosts = Array.from(
    { length: 1000 },
    (_, index) => `  h${index}: { address: 172.16.${index >> 8}.${index & 255} }\n`,
  );
  return `meshinit: 1\ndefaults: { os: debian-12, provider: aws }\nnetwork: { subnet: 10.0.0.0/8, slice: /24 }\nhosts:\n${hosts.join('')}`;
}

describe('the playground', () => {
  thoroughTest('completes keys and values, mends a fault by its hint, and says what each host gets', async () => {
    const { page, wrong } = await sharedPage();
    await write(page, MANIFEST);
    await page.keyboard.type('netwo');
    await page.waitForSelector('.cm-tooltip-autocomplete');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await page.keyboard.press('Enter');
    expect(await manifestOf(page)).toContain('network: ');
    await page.keyboard.press('Escape');
    await page.keyboard.type('{ topolgy: ring ');
    await said(page, '#problems', "Did you mean 'topology'?");
    // While it is typed, there is nothing yet that a change of the key would mend.
    await page.waitForSelector('#problems .fix');
    await page.click('#problems .fix');
    await said(page, '#problems', 'No problems.');
    expect(await manifestOf(page)).toContain('topology: ring');
    await said(page, '.summary', '1 link');
    expect(wrong).toEqual([]);
  });

  thorough('mends nothing by a hint for a text that is another by now', async () => {
    const { page, wrong } = await sharedPage();
    await write(page, MANIFEST.replace('address', 'adress'));
    await page.waitForSelector('#problems .fix');
    await page.keyboard.down('Control');
    await page.keyboard.press('Home');
    await page.keyboard.up('Control');
    // Both before the compiler knows of it.
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', '# moved\n');
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      document.querySelector('#editor .cm-content')?.dispatchEvent(event);
      document.querySelector<HTMLElement>('#problems .fix')?.click();
    });
    expect(await manifestOf(page)).toBe(`# moved\n${MANIFEST.replace('address', 'adress')}`);
    expect(wrong).toEqual([]);
  });

  thorough('goes from a line of a document to the manifest, and back', async () => {
    const { page, wrong } = await sharedPage();
    await page.click('#tab-documents');
    await said(page, '#viewer', '#cloud-config');
    await page.select('#file', '/etc/meshinit/peers');
    await said(page, '#note', 'Mode 0644.');
    expect(await textOf(page, '#viewer')).toContain('10.0.0.13');
    await page.click('#viewer .cm-line:nth-child(2)');
    await said(page, '#origin', '10.0.0.13: the address of host3');
    expect(await page.$eval('#editor .cm-origin', (line) => line.textContent)).toContain('host3');
    expect(await textOf(page, '#origin')).toContain('Facts: ');
    await page.focus('#viewer .cm-content');
    await page.keyboard.press('ArrowUp');
    await said(page, '#origin', 'the address of host2');
    await page.click('#editor .cm-line:nth-child(8)');
    await said(page, '#origin', 'One line of /etc/meshinit/peers comes from line 8');
    const marked = await page.$$eval('#viewer .cm-origin', (lines) => lines.map((line) => line.textContent).join('\n'));
    expect(marked).toContain('10.0.0.13');
    expect(wrong).toEqual([]);
  });

  thorough('shares by a link that another browser opens; a draft that it covers can be had back', async () => {
    const { page } = await fresh(withoutClipboard);
    await mesh(page);
    await write(page, MANIFEST);
    await said(page, '.stage h2', 'mesh');
    await page.click('#share');
    const link = await page
      .waitForSelector('dialog[open] input')
      .then((field) => field?.evaluate((input) => input.value));
    await page.click('dialog button');
    expect(page.url()).toBe(site.url);
    const other = await fresh();
    await mesh(other.page);
    await write(other.page, MANIFEST.replace('meshinit: 1', 'meshinit: 1\nname: mine'));
    await said(other.page, '.stage h2', 'mine');
    await other.page.goto('about:blank');
    await other.page.goto(link ?? '');
    await said(other.page, '.stage h2', 'mesh');
    expect(await manifestOf(other.page)).toBe(MANIFEST);
    await other.page.click('#restore');
    await said(other.page, '.stage h2', 'mine');
    expect(other.page.url()).toBe(site.url);
    expect(other.wrong).toEqual([]);
  });

  thorough('says of a hostile link what is wrong with it, and goes on', async () => {
    const { page, wrong } = await fresh();
    await mesh(page);
    const bomb = `#m=${deflateRawSync(Buffer.alloc(2 ** 24)).toString('base64url')}`;
    for (const [fragment, fault] of [
      [bomb, 'unfolds to more than'],
      [`#m=${'A'.repeat(100_000)}`, 'too long'],
      ['#m=%00<script>', 'damaged'],
      [`#m=${deflateRawSync(Buffer.from([0xff, 0xfe])).toString('base64url')}`, 'damaged'],
    ] as const) {
      await openFragment(page, fragment);
      await said(page, '#status', fault);
      await mesh(page);
    }
    const script = MANIFEST.replace('a:', '"<script>alert(1)</script><img src=x onerror=alert(1)>":').replace(
      'meshinit: 1',
      'meshinit: 1\nname: "<svg onload=alert(1)>"',
    );
    await openFragment(page, await fragmentOf(script));
    await said(page, '#problems', '<svg onload=alert(1)>');
    expect(await page.$$('#problems script, #problems img, .stage script, .stage [onload]')).toEqual([]);
    expect(wrong).toEqual([]);
  });

  thorough('keeps a manifest with a secret to itself', async () => {
    const { page, wrong } = await sharedPage();
    await write(page, MANIFEST);
    await said(page, '.stage h2', 'mesh');
    expect(await stored(page)).toContain('10.0.0.2');
    await write(page, SECRET);
    await page.waitForSelector('#secret:not([hidden])');
    expect(await stored(page)).toBe(' ');
    await page.click('#share');
    await said(page, '#status', 'Not shared');
    expect(page.url()).toBe(site.url);
    expect(wrong).toEqual([]);
  });

  thorough('remembers the draft of each tab, and goes on where storage is refused or full', async () => {
    const { page } = await fresh();
    await mesh(page);
    await write(page, MANIFEST.replaceAll('10.0.0.', '10.1.1.'));
    await said(page, '.stage', '10.1.1.2');
    const second = await page.browserContext().newPage();
    await second.goto(site.url);
    await said(second, '.stage', '10.1.1.2');
    await write(second, MANIFEST.replaceAll('10.0.0.', '10.2.2.'));
    await said(second, '.stage', '10.2.2.2');
    await page.bringToFront();
    await page.reload();
    await said(page, '.stage', '10.1.1.2');
    const full = await fresh((tab) =>
      tab.evaluateOnNewDocument(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };
      }),
    );
    await said(full.page, '#status', 'remembers no draft');
    await mesh(full.page);
    expect(full.wrong).toEqual([]);
  });

  thorough('works without a network once it was there', async () => {
    const { page, wrong } = await fresh();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await page.setOfflineMode(true);
    await page.reload();
    await mesh(page);
    await write(page, MANIFEST);
    await said(page, '.stage h2', 'mesh');
    expect(wrong).toEqual([]);
  });

  test('says what a change does to the hosts of a pinned version, whose addresses stay', async () => {
    const { page, wrong } = await sharedPage();
    await page.click('#tab-changes');
    await page.click('#changes .primary');
    await said(page, '#changes', 'No host changes.');
    await write(
      page,
      'meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n  host0: { address: 10.0.0.10 }\n  host2: { address: 10.0.0.12 }\n  host1: { address: 10.0.0.11, os: ubuntu-24.04 }\n',
    );
    await said(page, '#changes', 'gone');
    const rows = await page.$$eval('#changes tbody tr', (found) =>
      found.map((row) => row.querySelectorAll('th, td')[1]?.textContent),
    );
    expect(rows).toEqual(['new', 'patch', 'rebuild', 'gone']);
    await page.click('#tab-plan');
    expect(await textOf(page, '#plan')).toContain('172.17.2.0/24172.17.0.22');
    expect(wrong).toEqual([]);
  });

  thorough('is used by keys alone, and begins with an invitation where there is no manifest', async () => {
    const { page, wrong } = await sharedPage();
    await page.focus('#tab-mesh');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-plan');
    await page.keyboard.press('End');
    expect(await page.$eval('#changes', (panel) => (panel as HTMLElement).hidden)).toBe(false);
    await page.keyboard.press('Home');
    await write(page, '');
    await said(page, '.invitation', 'Begin with an example');
    await page.focus('.invitation button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.stage svg');
    await write(page, MANIFEST.replaceAll('\n', '\r\n'));
    await said(page, '#problems', 'No problems.');
    expect(wrong).toEqual([]);
  });

  thorough('has no accessibility fault that axe-core knows, in light and dark, with and without errors', async () => {
    const { page } = await sharedPage();
    const found: string[] = [];
    // The themes differ in colours alone.
    for (const [theme, only] of [
      ['light', undefined],
      ['dark', 'color-contrast'],
    ] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      for (const tab of ['mesh', 'plan', 'documents', 'changes']) {
        await page.click(`#tab-${tab}`);
        if (tab === 'documents') await said(page, '#viewer', '#cloud-config');
        found.push(...(await accessibilityFaults(page, only)).map((fault) => `${theme}, ${tab}: ${fault}`));
      }
      await page.click('#tab-mesh');
      await write(page, MANIFEST.replace('address', 'adress'));
      await said(page, '#problems', 'Did you mean');
      found.push(...(await accessibilityFaults(page, only)).map((fault) => `${theme}, error: ${fault}`));
      await write(page, MANIFEST);
      await said(page, '#problems', 'No problems.');
    }
    expect(found).toEqual([]);
  });

  thorough('of a manifest whose documents do not fit, keeps what compiled before, and gives nothing out', async () => {
    const { page, wrong } = await sharedPage();
    await page.click('#tab-documents');
    await said(page, '#viewer', '#cloud-config');
    // Random enough that no packing makes it fit.
    const words = Array.from({ length: 9000 }, (_, index) => ((index * 7919) % 1_000_003).toString(36)).join(' ');
    await write(
      page,
      MANIFEST.replace('.2 }', `.2, cloud_config: { write_files: [{ path: /x, content: "${words}" }] } }`),
    );
    await said(page, '#problems', "b's document has");
    await said(page, '#stale', 'Fix 1 error.');
    expect(await textOf(page, '#host')).toBe('host1host2host3');
    for (const button of ['#copy', '#download', '#archive']) {
      await page.evaluate(() => document.querySelector('#status')?.replaceChildren());
      await page.click(button);
      await said(page, '#status', 'There is nothing to take yet');
    }
    await write(page, MANIFEST);
    await page.waitForSelector('#stale', { hidden: true });
    await said(page, '#host', 'ab');
    expect(wrong).toEqual([]);
  });

  thorough('takes keystrokes while it compiles a thousand hosts', async () => {
    const { page, wrong } = await sharedPage();
    await write(page, thousand());
    // Of its hosts or already of its documents: what is typed next is compiled as well.
    await said(page, '#status', '1,000');
    const longest = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let [most, last, frames] = [0, performance.now(), 0];
          const step = (now: number): void => {
            most = Math.max(most, now - last);
            last = now;
            frames += 1;
            if (frames < 60) requestAnimationFrame(step);
            else resolve(most);
          };
          requestAnimationFrame(step);
        }),
    );
    await page.keyboard.type('# typed while it works');
    // A compilation of a thousand hosts takes seconds, and more where the machine is busy.
    expect(await longest).toBeLessThan(1500);
    expect(await manifestOf(page)).toContain('# typed while it works');
    expect(wrong).toEqual([]);
  });
});
