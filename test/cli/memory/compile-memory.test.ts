import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute, type Outcome } from '../../support/execute.ts';
import { temporaryDirectory, writeTree } from '../../support/temporary.ts';
import { thoroughTest } from '../../support/thorough.ts';
import { BUNDLE, type Call, inProcess } from '../runners.ts';

/** As many as are remembered. */
const HOSTS = 16;
const manifestOf = (more = '', hosts = HOSTS): string =>
  `meshinit: 1\nname: many\ndefaults: { os: debian-12, provider: aws }\n${more}hosts:\n${Array.from({ length: hosts }, (_, at) => `  h${at}: { address: 10.0.0.${at + 1} }\n`).join('')}`;

/** A warning of it is remembered too. */
const WARNED = 'network: { mtu: 1300 }\nallow: { MI0656: nothing of this kind }\n';

/** A size that no document has, and how the command shows it. */
const MARK = { bytes: 424_242, shown: '424,242' };

class Workplace {
  readonly directory = temporaryDirectory();
  readonly cache = join(this.directory, 'cache');

  constructor(manifest = manifestOf(), files: Parameters<typeof writeTree>[1] = []) {
    writeTree(this.directory, [{ path: 'meshinit.yaml', content: manifest }, ...files]);
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  run(words: readonly string[] = [], { env = {}, ...call }: Call = {}): Promise<Outcome> {
    return inProcess.run(['compile', ...words], {
      cwd: this.directory,
      env: { XDG_CACHE_HOME: this.cache, ...env },
      ...call,
    });
  }

  records(): string[] {
    const folder = join(this.cache, 'meshinit');
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  }

  /** Changes the records so that it shows where one is believed. */
  mark(): void {
    for (const path of this.records().filter((name) => /[0-9a-f]{64}$/.test(name))) {
      const record = JSON.parse(readFileSync(path, 'utf8').slice(64));
      record.documents[0].bytes = MARK.bytes;
      const body = JSON.stringify(record);
      writeFileSync(path, createHash('sha256').update(body).digest('hex') + body);
    }
  }

  /** Whether a run believes the record, which all runs before this one have left. */
  async isBelieved(words: readonly string[] = [], call: Call = {}): Promise<boolean> {
    this.mark();
    return (await this.run(words, call)).stdout.includes(MARK.shown);
  }
}

/** The same size, and the times as they were. */
function edited(path: string, change: (text: string) => string): void {
  const { atime, mtime, size } = statSync(path);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  utimesSync(path, atime, mtime);
  expect(statSync(path).size).toBe(size);
}

describe('a compilation that would change nothing', () => {
  test.each([
    ['a manifest without a fault', ''],
    ['a manifest with a warning', WARNED],
  ])('says of %s what it would say, in every form', async (_, more) => {
    const place = new Workplace(manifestOf(more));
    await place.run();
    const calls = ['pretty', 'json', 'github', 'sarif'].flatMap((format) =>
      [false, true].map((isInteractive) => ({ words: ['--diagnostics', format], isInteractive })),
    );
    for (const { words, isInteractive } of calls) {
      for (const path of place.records()) rmSync(path);
      await place.run(words);
      // No bar, which a busy machine would show.
      const env = { TERM: 'dumb' };
      const remembered = await place.run(words, { isInteractive, env });
      expect(remembered.status).toBe(0);
      expect(await place.run(words, { isInteractive, env: { ...env, MESHINIT_NO_CACHE: '1' } })).toEqual(remembered);
      expect(await place.isBelieved(words)).toBe(!words.includes('github'));
    }
  });

  test('is spared from the second on, and writes nothing', async () => {
    const place = new Workplace();
    await place.run();
    const times = () =>
      ['userdata', 'userdata/h0.yaml', 'userdata/SHA256SUMS', 'meshinit.lock'].map(
        (name) => statSync(place.path(name)).mtimeMs,
      );
    const before = times();
    expect(await place.isBelieved()).toBe(true);
    expect(times()).toEqual(before);
  });

  test('is spared where only some hosts are asked for, and with other ways to pack', async () => {
    const place = new Workplace(manifestOf('', 20));
    const some = Array.from({ length: HOSTS }, (_, at) => ['--host', `h${at}`]).flat();
    for (const words of [['--gzip'], ['--format', 'script'], some]) {
      const before = await place.run(words);
      expect(await place.isBelieved(words)).toBe(true);
      expect((await place.run(words, { env: { MESHINIT_NO_CACHE: '1' } })).stdout).toBe(before.stdout);
    }
  });

  test('is spared without a lock, from standard input', async () => {
    const place = new Workplace();
    const call = { stdin: manifestOf() };
    await place.run(['-'], call);
    expect(await place.isBelieved(['-'], call)).toBe(true);
    expect(await place.isBelieved(['-'], { stdin: manifestOf().replace('10.0.0.1 ', '10.0.0.99 ') })).toBe(false);
  });
});

describe('no record is believed where', () => {
  const CHANGES: Readonly<Record<string, (place: Workplace) => void>> = {
    'the manifest has other bytes, of one size and time': (place) =>
      edited(place.path('meshinit.yaml'), (text) =>
        text.replace('10.0.0.9 ', '10.0.0.8 ').replace('10.0.0.8 ', '10.0.1.8 ').slice(0, text.length),
      ),
    'a comment was added to the manifest': (place) =>
      writeFileSync(place.path('meshinit.yaml'), `${manifestOf()}# why\n`),
    'the lock file is gone': (place) => rmSync(place.path('meshinit.lock')),
    'the lock file has other bytes': (place) => {
      const path = place.path('meshinit.lock');
      writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    },
    'a document is gone': (place) => rmSync(place.path('userdata/h3.yaml')),
    'a document has another mode': (place) => chmodSync(place.path('userdata/h3.yaml'), 0o600),
    'a document is a link': (place) => {
      renameSync(place.path('userdata/h3.yaml'), place.path('elsewhere'));
      symlinkSync('../elsewhere', place.path('userdata/h3.yaml'));
    },
    'SHA256SUMS is gone': (place) => rmSync(place.path('userdata/SHA256SUMS')),
    'SHA256SUMS has one line more': (place) => {
      const path = place.path('userdata/SHA256SUMS');
      writeFileSync(path, `${readFileSync(path, 'utf8')}${'0'.repeat(64)}  other.yaml\n`);
    },
    'a killed run has left its hidden directory': (place) =>
      mkdirSync(place.path('userdata/.meshinit-new-00000000-999999-1-1')),
    'a killed run has left a file beside the lock': (place) =>
      writeFileSync(place.path('.meshinit.lock.meshinit-new-00000000-999999-1-1'), ''),
    'the manifest is a document': (place) => {
      rmSync(place.path('userdata/h3.yaml'));
      linkSync(place.path('meshinit.yaml'), place.path('userdata/h3.yaml'));
    },
    'it is cut off': (place) => {
      for (const path of place.records()) truncateSync(path, statSync(path).size - 1);
    },
    'one letter of it is another': (place) => {
      for (const path of place.records()) writeFileSync(path, readFileSync(path, 'utf8').replace('"h0"', '"h1"'));
    },
    'others could have written it': (place) => {
      for (const path of place.records()) chmodSync(path, 0o622);
    },
    'others can look into its folder': (place) => chmodSync(join(place.cache, 'meshinit'), 0o755),
    'it is a link': (place) =>
      place.records().forEach((path) => {
        renameSync(path, place.path('record'));
        symlinkSync(place.path('record'), path);
      }),
    'it is of another directory': (place) => {
      renameSync(place.path('userdata'), place.path('other'));
      renameSync(place.path('other'), place.path('userdata'));
      for (const path of place.records())
        renameSync(
          path,
          path.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        );
    },
  };

  test.each(Object.entries(CHANGES))('%s', async (_, change) => {
    const place = new Workplace();
    expect((await place.run()).status).toBe(0);
    place.mark();
    change(place);
    const { stdout } = await place.run();
    expect(stdout).not.toContain(MARK.shown);
  });

  test('a document was edited, of one size and time: that is refused as ever', async () => {
    const place = new Workplace();
    await place.run();
    edited(place.path('userdata/h3.yaml'), (text) => text.replace(/.\n$/, '#\n'));
    const outcome = await place.run();
    expect(outcome.stdout).not.toContain('h3');
    expect(await place.run([], { env: { MESHINIT_NO_CACHE: '1' } })).toEqual(outcome);
  });

  test.each([
    ['--frozen'],
    ['--strict'],
    ['--gzip'],
    ['--readable'],
    ['--host', 'h0'],
    ['--set', 'network.mtu=1400'],
    ['-o', './userdata'],
  ])('another call is made: %s %s', async (...words) => {
    const place = new Workplace();
    await place.run();
    expect(await place.isBelieved(words)).toBe(false);
  });

  test('it is another working directory', async () => {
    const place = new Workplace();
    await place.run();
    expect(await place.isBelieved([place.path('meshinit.yaml'), '-o', place.path('userdata')], { cwd: '/' })).toBe(
      false,
    );
  });

  test('CI compiles, which has to find the lock', async () => {
    const place = new Workplace();
    const { stderr } = await place.run([], { env: { CI: 'true' } });
    expect(stderr).toContain('MI0552');
    const second = await place.run([], { env: { CI: 'true' } });
    expect(second.stderr).toBe('');
    expect(await place.isBelieved([], { env: { CI: 'true' } })).toBe(true);
    expect(await place.isBelieved()).toBe(false);
  });

  test('a variable that the manifest names has another value, and no other variable matters', async () => {
    const place = new Workplace(manifestOf('network: { mtu: { $env: MTU, default: 1400 } }\n'));
    await place.run();
    expect(await place.isBelieved([], { env: { OTHER: '1' } })).toBe(true);
    expect(await place.isBelieved([], { env: { MTU: '1350' } })).toBe(false);
    expect(await place.isBelieved([], { env: { MTU: '1350' } })).toBe(true);
    expect(await place.isBelieved()).toBe(false);
  });

  test('a file that the manifest names has other bytes', async () => {
    const place = new Workplace(manifestOf('include: [more.yaml]\n'), [
      { path: 'more.yaml', content: 'network: { mtu: 1400 }\n' },
    ]);
    await place.run();
    expect(await place.isBelieved()).toBe(true);
    edited(place.path('more.yaml'), (text) => text.replace('1400', '1401'));
    expect(await place.isBelieved()).toBe(false);
    rmSync(place.path('more.yaml'));
    expect((await place.run()).status).toBe(1);
  });

  test('standard input gives another value', async () => {
    const secret = (value: string) => ({ stdin: `{ word: ${value} }` });
    const manifest = manifestOf().replace('10.0.0.1 }', '10.0.0.1, cloud_config: { password: { $secret: word } } }');
    const place = new Workplace(manifest);
    const words = ['--values', '-'];
    await place.run(words, secret('hunter2'));
    expect(await place.isBelieved(words, secret('hunter2'))).toBe(true);
    expect(await place.isBelieved(words, secret('hunter3'))).toBe(false);
    expect(readFileSync(place.path('userdata/h0.yaml'), 'utf8')).toContain('hunter3');
  });

  test('there is another seed: in a file, in the environment, by name', async () => {
    const place = new Workplace(manifestOf('network: { mtu: 1380 }\nencryption: wireguard\n'));
    const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    writeFileSync(place.path('meshinit.seed'), first, { mode: 0o600 });
    writeFileSync(place.path('named'), second, { mode: 0o600 });
    await place.run();
    expect(await place.isBelieved()).toBe(true);
    // The lock has the first seed's keys, which are refused with another one, as ever.
    for (const [words, env] of [
      [[], { MESHINIT_SEED: second.toString('base64') }],
      [['--seed', 'named'], {}],
    ] as const) {
      const outcome = await place.run(words, { env });
      expect(await place.run(words, { env: { ...env, MESHINIT_NO_CACHE: '1' } })).toEqual(outcome);
    }
    place.mark();
    writeFileSync(place.path('meshinit.seed'), second, { mode: 0o600 });
    expect((await place.run()).stdout).not.toContain(MARK.shown);
  });

  test('a host has left, and where what a run said of that is not said again', async () => {
    const place = new Workplace(manifestOf('', 18));
    await place.run();
    writeTree(place.directory, [{ path: 'meshinit.yaml', content: manifestOf('', 17) }]);
    expect(await place.isBelieved()).toBe(false);
    // The lock was changed by it: the next run compiles once more.
    expect(await place.isBelieved()).toBe(false);
    expect(await place.isBelieved()).toBe(true);
  });

  test('another run has written since, of another manifest', async () => {
    const place = new Workplace();
    await place.run();
    const before = readFileSync(place.path('meshinit.yaml'), 'utf8');
    const [lock, record] = [readFileSync(place.path('meshinit.lock')), readFileSync(place.records()[0] ?? '')];
    writeTree(place.directory, [{ path: 'meshinit.yaml', content: before.replace('10.0.0.9 ', '10.0.0.99 ') }]);
    await place.run();
    // As if the first run had kept its record only now.
    writeFileSync(place.records()[0] ?? '', record);
    writeFileSync(place.path('meshinit.lock'), lock);
    writeTree(place.directory, [{ path: 'meshinit.yaml', content: before }]);
    expect(await place.isBelieved()).toBe(false);
    expect(readFileSync(place.path('userdata/h8.yaml'), 'utf8')).not.toContain('10.0.0.99');
  });
});

describe('a record', () => {
  test('is for its owner alone, and has nothing secret in it', async () => {
    const manifest = manifestOf('network: { mtu: 1380 }\nencryption: wireguard\n').replace(
      '10.0.0.1 }',
      '10.0.0.1, cloud_config: { password: { $secret: word }, fqdn: { $env: FQDN } } }',
    );
    const place = new Workplace(manifest, [{ path: 'values.yaml', content: '{ word: hunter2hunter2 }' }]);
    const seed = Buffer.alloc(32, 7);
    const env = { MESHINIT_SEED: seed.toString('base64'), FQDN: 'a-name-of-mine' };
    expect((await place.run(['--values', 'values.yaml'], { env })).status).toBe(0);
    const [path = ''] = place.records();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(place.cache, 'meshinit')).mode & 0o777).toBe(0o700);
    const text = readFileSync(path, 'utf8');
    for (const secret of [
      'hunter2',
      seed.toString('base64'),
      seed.toString('hex'),
      'a-name-of-mine',
      'PrivateKey',
      '10.0.0.1',
    ])
      expect(text).not.toContain(secret);
    expect(await place.isBelieved(['--values', 'values.yaml'], { env })).toBe(true);
  });

  test('is kept under the home directory where nothing else is said', async () => {
    const place = new Workplace();
    const caches: Record<string, string>[] = [{}, { XDG_CACHE_HOME: 'relative' }, { XDG_CACHE_HOME: '' }];
    for (const cache of caches) {
      const home = temporaryDirectory();
      await inProcess.run(['compile'], { cwd: place.directory, env: { HOME: home, ...cache } });
      expect(readdirSync(join(home, '.cache/meshinit'))).toHaveLength(1);
    }
    expect(existsSync(place.path('relative'))).toBe(false);
  });

  test('is not kept of few documents, or where nobody wants it', async () => {
    const few = new Workplace(manifestOf('', HOSTS - 1));
    await few.run();
    expect(few.records()).toEqual([]);
    const place = new Workplace();
    await place.run([], { env: { MESHINIT_NO_CACHE: '1' } });
    expect(place.records()).toEqual([]);
    await place.run();
    place.mark();
    expect((await place.run([], { env: { MESHINIT_NO_CACHE: '1' } })).stdout).not.toContain(MARK.shown);
  });

  test('is not kept of what fails', async () => {
    const place = new Workplace();
    expect((await place.run(['--strict', '--set', 'network.loops=stp'])).status).toBe(1);
    expect(place.records()).toEqual([]);
  });

  test('that cannot be kept is no fault', async () => {
    const place = new Workplace();
    for (const cache of ['/dev/null', '/proc/1', '/dev/null/cache'])
      expect(await place.run([], { env: { XDG_CACHE_HOME: cache } })).toMatchObject({ status: 0, stderr: '' });
    const link = place.path('link');
    symlinkSync('nowhere', link);
    mkdirSync(place.cache);
    symlinkSync('nowhere', join(place.cache, 'meshinit'));
    expect(await place.run()).toMatchObject({ status: 0, stderr: '' });
    expect(lstatSync(join(place.cache, 'meshinit')).isSymbolicLink()).toBe(true);
  });

  test('goes when there are many newer ones', async () => {
    const place = new Workplace();
    await place.run();
    const folder = join(place.cache, 'meshinit');
    for (let at = 0; at < 70; at += 1) {
      writeFileSync(join(folder, `old-${at}`), '');
      utimesSync(join(folder, `old-${at}`), at, at);
    }
    writeTree(place.directory, [{ path: 'meshinit.yaml', content: `${manifestOf()}# more\n` }]);
    await place.run();
    expect(place.records()).toHaveLength(64);
    expect(place.records().map((path) => path.slice(folder.length + 1))).not.toContain('old-6');
    expect(await place.isBelieved()).toBe(true);
  });

  thoroughTest(
    'of runs at one time is one of theirs',
    async () => {
      const place = new Workplace();
      const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: place.cache };
      const run = () => execute(process.execPath, [BUNDLE, 'compile'], { cwd: place.directory, env });
      const outcomes = await Promise.all(Array.from({ length: 6 }, run));
      expect(outcomes.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
        outcomes.map(() => ({ status: 0, stderr: '' })),
      );
      expect(place.records()).toHaveLength(1);
      place.mark();
      expect((await run()).stdout).toContain(MARK.shown);
    },
    60_000,
  );
});
