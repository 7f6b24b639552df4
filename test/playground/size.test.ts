import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIRECTORY = 'dist/playground';
const files = readdirSync(DIRECTORY);

test('the playground has at most 500 KB, compressed, in all', () => {
  const sizes = files.map((file) => gzipSync(readFileSync(join(DIRECTORY, file)), { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(500_000);
});

test('no file of it names another place to load from', () => {
  const page = readFileSync(join(DIRECTORY, 'index.html'), 'utf8');
  const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path]) => path);
  expect(loaded.every((path) => path !== undefined && files.includes(path))).toBe(true);
  expect(page).toContain("default-src 'none'");
  expect(readFileSync(join(DIRECTORY, 'style.css'), 'utf8')).not.toMatch(/url\(["']?(?:https?:)?\/\//);
});

test('its service worker keeps every file', () => {
  const worker = readFileSync(join(DIRECTORY, 'service-worker.js'), 'utf8');
  for (const file of files.filter((name) => name !== 'service-worker.js')) expect(worker).toContain(`"${file}"`);
});
