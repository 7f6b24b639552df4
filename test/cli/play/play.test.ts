import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { opener } from '../../../src/cli/play/open-browser.ts';
import { openPage, said, startBrowser, textOf, write } from '../../playground/support/open-page.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { thoroughTestWith } from '../../support/thorough.ts';
import { BUNDLE, runners } from '../runners.ts';

const MANIFEST = 'meshinit: 1\nname: served\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n';

interface Played {
  readonly url: string;
  readonly path: string;
  readonly process: ChildProcess;
}

/** `meshinit play` as people start it, until the test is over. Files by their names in its directory. */
async function play(
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = { 'cluster.yaml': MANIFEST },
): Promise<Played> {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  const path = join(directory, 'cluster.yaml');
  const child = spawn(process.execPath, [BUNDLE, 'play', path, '--no-open', ...args], {
    cwd: directory,
    env: { ...process.env, HOST_A: '10.0.0.7' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const [url] = await once(child.stdout, 'data');
  return { url: String(url).trim(), path, process: child };
}

const put = (url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url}manifest`, {
    method: 'PUT',
    headers: { origin: new URL(url).origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('meshinit play', () => {
  test('serves the page and the manifest on loopback, and ends by a signal', async () => {
    const { url, path, process: child } = await play();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    const page = await fetch(url);
    expect(await page.text()).toContain('<html data-play ');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const file = await (await fetch(`${url}manifest`)).json();
    expect(file).toEqual({ name: path, text: MANIFEST, mark: expect.stringMatching(/^[0-9a-f]{64}$/) });
    for (const name of ['../meshinit.cjs', '%2e%2e/meshinit.cjs', 'nothing.js']) {
      expect((await fetch(url + name)).status).toBe(404);
    }
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
  });

  test('saves what the page sends, unless the file has changed, and nothing that others send', async () => {
    const { url, path } = await play();
    const { mark } = await (await fetch(`${url}manifest`)).json();
    const text = MANIFEST.replace('served', 'saved');
    expect((await put(url, { text, mark }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await put(url, { text, mark }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await put(url, { text: 7 })).status).toBe(400);
    expect((await put(url, { text: 'x'.repeat(2 ** 24), mark })).status).toBe(413);
    expect((await put(url.replace(/[^/]+\/$/, 'x/'), { text, mark })).status).toBe(404);
    expect(readFileSync(path, 'utf8')).toBe(MANIFEST);
    expect((await put(url, { text, mark })).status).toBe(200);
    expect(readFileSync(path, 'utf8')).toBe(text);
    const refused = await put(url, { text: MANIFEST, mark });
    expect([refused.status, (await refused.json()).text]).toEqual([409, text]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('tells what a text refers to, to its page alone', async () => {
    const { url, path } = await play();
    writeFileSync(join(path, '../base.yaml'), 'name: included\n');
    const ask = (body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
      fetch(`${url}inputs`, {
        method: 'PUT',
        headers: { origin: new URL(url).origin, 'content-type': 'application/json', ...headers },
        body,
      });
    const text = JSON.stringify({ text: 'meshinit: 1\ninclude: [base.yaml]\n' });
    expect((await (await ask(text)).json()).files).toEqual({ 'base.yaml': 'name: included\n' });
    expect((await ask(text, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('{"text":7}')).status).toBe(400);
    expect((await fetch(`${url}inputs`)).status).toBe(404);
    expect(readFileSync(path, 'utf8')).toBe(MANIFEST);
  });

  test('survives requests that no browser makes', async () => {
    const { url } = await play();
    const { port, pathname } = new URL(url);
    const lines = [
      'GET // HTTP/1.1',
      'GET http://[ HTTP/1.1',
      `GET ${pathname}%zz HTTP/1.1`,
      `GET ${pathname}../../meshinit.cjs HTTP/1.1`,
      `PUT ${pathname}manifest HTTP/1.1`,
      'no request at all',
    ];
    for (const line of lines) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(`${line}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
    expect((await fetch(url)).status).toBe(200);
  });

  test.each(runners)('ends with 2 for what cannot be served ($name)', async ({ run }) => {
    const directory = temporaryDirectory();
    const status = async (...args: readonly string[]): Promise<string> => {
      const outcome = await run(['play', '--no-open', ...args], { cwd: directory });
      return `${outcome.status} ${outcome.stderr.split('\n')[0]}`;
    };
    expect(await status('missing.yaml')).toBe('2 meshinit: cannot read missing.yaml: no such file or directory');
    expect(await status()).toContain('2 meshinit: cannot read meshinit.yaml');
    expect(await status('-')).toContain('2 meshinit: <stdin> is not a file that can be saved');
    writeFileSync(join(directory, 'a.yaml'), MANIFEST);
    expect(await status('a.yaml', '--port', '70000')).toContain('not a port from 0 to 65535');
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await status('a.yaml', '--port', String(port))).toBe(`2 meshinit: port ${port} is taken`);
    other.close();
  });

  test('opens a browser where there is a screen', () => {
    expect(opener('linux', {})).toBeUndefined();
    expect(opener('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(opener('linux', { BROWSER: '/opt/browser' })).toEqual(['/opt/browser']);
    expect(opener('darwin', {})).toEqual(['open']);
  });
});

describe('its page', () => {
  let browser: Browser | undefined;
  afterAll(() => browser?.close());

  thoroughTestWith('chromium')(
    'loads the file, saves it by key, and asks before it writes over another’s change',
    async () => {
      const { url, path } = await play();
      browser ??= await startBrowser();
      const { page, wrong } = await openPage(browser, url);
      await said(page, '.stage h2', 'served');
      expect(await textOf(page, '#file-name')).toBe(path);
      await write(page, MANIFEST.replace('served', 'edited'));
      await said(page, '#file-name', '(changed)');
      await page.keyboard.down('Control');
      await page.keyboard.press('KeyS');
      await page.keyboard.up('Control');
      await said(page, '#status', `Saved ${path}`);
      expect(readFileSync(path, 'utf8')).toContain('name: edited');
      writeFileSync(path, MANIFEST.replace('served', 'theirs'));
      await write(page, MANIFEST.replace('served', 'mine'));
      await page.click('#save');
      await said(page, 'dialog[open]', 'has changed on the disk');
      expect(readFileSync(path, 'utf8')).toContain('name: theirs');
      await page.click('#question-answers button:last-child');
      await page.waitForFunction((name) => document.querySelector('#file-name')?.textContent === name, {}, path);
      expect(readFileSync(path, 'utf8')).toContain('name: mine');
      expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([]);
      // What the browser itself says of the refused save.
      expect(wrong.filter((text) => !text.includes('409'))).toEqual([]);
    },
  );

  thoroughTestWith('chromium')('compiles what the command line compiles, and keeps its secrets nowhere', async () => {
    const { url, path } = await play(['--values', 'values.yaml'], {
      'cluster.yaml': 'meshinit: 1\ninclude: [base.yaml]\nhosts:\n  a: { address: { $env: HOST_A } }\n',
      'base.yaml':
        'name: included\ndefaults: { os: debian-12, cloud_config: { password: { $secret: pw } } }\nhosts:\n  b: { address: 10.0.0.2 }\n',
      'values.yaml': 'pw: correct-horse\n',
    });
    browser ??= await startBrowser();
    const { page, wrong } = await openPage(browser, url);
    await said(page, '.stage', '10.0.0.7');
    await said(page, '#problems', 'No problems.');
    await page.waitForSelector('#secret:not([hidden])');
    await page.click('#tab-documents');
    await said(page, '#viewer', '#cloud-config');
    await page.select('#host', 'a');
    await said(page, '#size', 'bytes');
    await page.select('#file', '/etc/meshinit/peers');
    await said(page, '#note', 'Mode 0644.');
    await said(page, '#viewer', '10.0.0.2');
    await page.click('#viewer .cm-line:nth-child(1)');
    await said(page, '#origin', 'base.yaml:4');
    const program = execFileSync(
      process.execPath,
      [BUNDLE, 'compile', path, '--values', join(path, '../values.yaml'), '--host', 'b', '--stdout'],
      { env: { ...process.env, HOST_A: '10.0.0.7' }, encoding: 'utf8' },
    );
    await page.select('#host', 'b');
    await page.select('#file', '');
    await said(page, '#viewer', 'correct-horse');
    expect(await textOf(page, '#size')).toContain(Buffer.byteLength(program).toLocaleString('en'));
    writeFileSync(join(path, '../base.yaml'), 'hosts:\n  b: { adress: 10.0.0.2 }\n');
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await said(page, '#problems', 'base.yaml:2');
    expect(page.url()).toBe(url);
    expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
