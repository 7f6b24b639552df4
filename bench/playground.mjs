import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';

const DIRECTORY = 'dist/playground';
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const RUNS = 9;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const inSeconds = (milliseconds) => Number((milliseconds / 1000).toFixed(3));

/** The page on loopback, compressed as static hosts do it. */
async function serve(files) {
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://site').pathname.slice(1) || 'index.html';
    const content = files.get(name);
    if (!content) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
    });
    return response.end(content);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** One visit with an empty cache: until something is painted, and until the mesh of three hosts is drawn. */
async function visit(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('.stage svg');
  const times = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    performance.now(),
  ]);
  await context.close();
  return times;
}

/** The playground's size, compressed, and how soon it is there: in bytes and seconds. */
export async function playground() {
  const files = new Map(
    readdirSync(DIRECTORY).map((name) => [name, gzipSync(readFileSync(join(DIRECTORY, name)), { level: 9 })]),
  );
  const server = await serve(files);
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const times = [];
    for (let run = 0; run < RUNS; run += 1)
      times.push(await visit(browser, `http://127.0.0.1:${server.address().port}/`));
    const sizeOf = (...names) => names.reduce((sum, name) => sum + files.get(name).length, 0);
    return {
      bytes: {
        all: sizeOf(...files.keys()),
        page: sizeOf('app.js', 'style.css', 'index.html'),
        compiler: sizeOf('worker.js'),
      },
      firstPaint: inSeconds(median(times.map(([paint]) => paint))),
      drawn: inSeconds(median(times.map(([, drawn]) => drawn))),
    };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
