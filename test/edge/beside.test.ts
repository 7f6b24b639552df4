import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MOST_BESIDE, readerBeside } from '../../src/edge/beside.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

describe('what a manifest names', () => {
  const project = (): string => {
    const directory = temporaryDirectory();
    writeTree(directory, [
      { path: 'outside.yaml', content: 'outside\n' },
      { path: 'team/base.yaml', content: '\uFEFFbase\n' },
      { path: 'team/production/web.yaml', content: 'web\n' },
    ]);
    return directory;
  };

  test('is read beside it and below, without a byte order mark', () => {
    const read = readerBeside(join(project(), 'team'));
    expect(read('base.yaml')).toBe('base\n');
    expect(read('production/web.yaml')).toBe('web\n');
    expect(read('nothing.yaml')).toBeUndefined();
  });

  test('is not read outside of its directory, by a path or through a link', () => {
    const directory = project();
    symlinkSync('../outside.yaml', join(directory, 'team/link.yaml'));
    symlinkSync('/', join(directory, 'team/root'));
    symlinkSync('base.yaml', join(directory, 'team/inside.yaml'));
    const read = readerBeside(join(directory, 'team'));
    for (const name of ['../outside.yaml', 'link.yaml', 'root/etc/passwd', '../../../../../../etc/passwd']) {
      expect(read(name), name).toEqual({ fault: 'is outside of the project' });
    }
    expect(read('inside.yaml')).toBe('base\n');
  });

  test('is read anywhere in the git repository that holds it', () => {
    const directory = project();
    mkdirSync(join(directory, 'team/.git'));
    const read = readerBeside(join(directory, 'team/production'));
    expect(read('../base.yaml')).toBe('base\n');
    expect(read('../../outside.yaml')).toEqual({ fault: 'is outside of the project' });
  });

  test('is a regular file: a pipe without a writer ends at once', () => {
    const directory = project();
    execFileSync('mkfifo', [join(directory, 'team/pipe')]);
    symlinkSync('loop', join(directory, 'team/loop'));
    const read = readerBeside(join(directory, 'team'));
    expect(read('pipe')).toEqual({ fault: 'is not a regular file' });
    expect(read('production')).toEqual({ fault: 'is a directory' });
    expect(read('loop')).toEqual({ fault: 'is a link that leads nowhere' });
  });

  test('has no more bytes than any document, and is UTF-8', () => {
    const directory = project();
    const path = join(directory, 'team/large');
    writeFileSync(path, '');
    truncateSync(path, MOST_BESIDE + 1);
    writeFileSync(join(directory, 'team/latin'), Buffer.from([0x6b, 0xe9]));
    const read = readerBeside(join(directory, 'team'));
    expect(read('large')).toEqual({ fault: 'is larger than 4 MiB' });
    expect(read('latin')).toEqual({ fault: 'is not UTF-8' });
  });
});
