import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { UsageError } from '../../edge/errors.ts';

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** By name, from the program itself where it is one executable file. */
function filesOf(directory: string): [name: string, content: Buffer][] {
  if (!isSea()) return readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]);
  const files: Readonly<Record<string, string>> = JSON.parse(getAsset('playground', 'utf8'));
  return Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
}

/**
 * The playground's files by their names: no other path leads anywhere. Its page is told that it is played.
 * @throws UsageError where the program comes without them
 */
export function readPageFiles(directory: string): ReadonlyMap<string, PageFile> {
  try {
    const files = filesOf(directory).map(([name, content]): [string, PageFile] => [
      name,
      { type: TYPES[extname(name)] ?? 'application/octet-stream', content },
    ]);
    const pages = new Map(files);
    const page = pages.get('index.html');
    if (!page) throw new Error('it has no index.html');
    const played = page.content.toString().replace('<html ', '<html data-play ');
    return pages.set('', { ...page, content: Buffer.from(played) });
  } catch {
    throw new UsageError(`the playground is not in ${directory}`, 'Install the whole package, or run: npm run build');
  }
}
