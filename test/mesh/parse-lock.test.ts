import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lock, type LockedHost, lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { compiled, planned } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

/** Labels that some reader of YAML takes for a number, a date, a boolean or nothing, and what lies around them. */
const ALTERED =
  '0 01 007 08 12 1e3 1e-3 0e0 0x1f 0xff 0o17 0b11 1-2 10-web 2026-11-28 20261128 190-20-30 null true false yes no on off y n nan inf e3 x1f o17 b11 t f nul truely y-1'.split(
    ' ',
  );
const LABEL_LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const label = fc.oneof(
  fc.constantFrom(...ALTERED),
  fc.stringMatching(/^[0-9][0-9a-f-]{0,8}[0-9a-f]$/),
  fc
    .tuple(
      fc.constantFrom(...LABEL_LETTERS),
      fc.string({ unit: fc.constantFrom('-', ...LABEL_LETTERS), maxLength: 61 }),
      fc.constantFrom(...LABEL_LETTERS),
    )
    .map((parts) => parts.join('')),
);

const locks = fc
  .tuple(label, fc.uniqueArray(label, { minLength: 1, maxLength: 12 }), fc.nat(11))
  .map(([cluster, names, left]): Lock => {
    const all = names.map((name, index): readonly [string, LockedHost] => {
      const first = 0xac110000 + 256 * (index + 1);
      return [name, { number: index + 1, slice: { first, last: first + 255, prefix: 24 }, bridge: 0xac110001 + index }];
    });
    const network = { subnet: '172.17.0.0/16', layout: 'shared', slice: '/24', bridges: '172.17.0.0/24' } as const;
    return {
      cluster,
      network,
      hosts: new Map(all.slice(left % all.length)),
      containers: new Map(left === 0 ? [] : all.map(([name, { bridge }]) => [name, new Map([[name, bridge]])])),
      networks: new Map(),
      retired: new Map(all.slice(0, left % all.length)),
    };
  });

/** The same lock, its maps as lists: `toEqual` passes over the order of a map's entries. */
const asLists = (lock: Lock): object => ({ ...lock, hosts: [...lock.hosts].toSorted(), retired: [...lock.retired] });

describe('every label comes back from the lock as it went in', () => {
  test('for meshinit, the order of those that left included', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const read = parseLock(lockText(lock));
        if ('code' in read) throw new Error(read.message);
        expect(asLists(read)).toEqual(asLists(lock));
      }),
      { numRuns: thoroughOr(500, 25) },
    );
  });

  test('where an older meshinit wrote it without quotes', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const read = parseLock(lockText(lock).replaceAll('"', ''));
        if ('code' in read) throw new Error(read.message);
        expect(asLists(read)).toEqual(asLists(lock));
      }),
      { numRuns: thoroughOr(200, 25) },
    );
  });

  test('for PyYAML, which reads YAML 1.1', () => {
    const samples = fc.sample(locks, thoroughOr(200, 20));
    const program =
      'import json, sys, yaml; json.dump([yaml.safe_load(text) for text in json.load(sys.stdin)], sys.stdout)';
    const input = JSON.stringify(samples.map(lockText));
    const { status, stdout } = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' });
    expect(status).toBe(0);
    const read: { cluster: unknown; hosts: object | null; retired?: object }[] = JSON.parse(stdout);
    for (const [index, { cluster, hosts, retired }] of read.entries()) {
      const wanted = samples[index];
      expect(cluster).toBe(wanted?.cluster);
      const names = Object.keys({ ...hosts, ...retired });
      expect(names.toSorted()).toEqual([...(wanted?.hosts.keys() ?? []), ...(wanted?.retired.keys() ?? [])].toSorted());
    }
  });
});

test('hosts whose names look like numbers stay where they are', () => {
  const names = ['01', '1e3', '0x1f', '0o17', 'null', 'true', 'yes', '12', '9', '2026-11-28', 'web'];
  const manifest = (hosts: readonly string[]): string =>
    `meshinit: 1\nname: "12"\ndefaults: { os: debian-12 }\nhosts:\n${hosts.map((name) => `  ${name}: { address: 10.0.0.${names.indexOf(name) + 1} }\n`).join('')}`;
  const first = compiled(manifest(names));
  const again = compiled(manifest(names), { lock: first.lock, frozen: true });
  expect(again.documents).toEqual(first.documents);
  const turned = planned(manifest(names.toReversed()), { lock: first.lock, frozen: true });
  expect(turned.lock).toBe(first.lock);
  const fewer = planned(manifest(['web', '12']), { lock: first.lock });
  expect(planned(manifest(names), { lock: fewer.lock }).lock).toBe(first.lock);
});

const HEAD = `meshinit-lock: 1
cluster: demo
network: { subnet: 172.17.0.0/16, layout: shared, slice: /24, bridges: 172.17.0.0/24 }
`;
const HOST = '{ number: 1, slice: 172.17.1.0/24, bridge: 172.17.0.1 }';

describe('a lock file that is none of ours is refused, quickly and where it is wrong', () => {
  const deep = (count: number): string => `${HEAD}hosts: ${'['.repeat(count)}${']'.repeat(count)}\n`;
  const bomb = `${HEAD}a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]\n`).join('')}`;
  const cases: Readonly<Record<string, readonly [text: string, line: number, said: RegExp]>> = {
    'nothing at all': ['', 1, /does not begin like a lock file/],
    'a list': ['- meshinit-lock\n', 1, /a lock file contains none/],
    'a text': ['meshinit-lock', 1, /does not begin like a lock file/],
    'another file': ['{"lockfileVersion": 3}\n', 1, /does not begin like a lock file/],
    'an anchor': [`${HEAD}hosts: &all\n  h: ${HOST}\n`, 4, /a '&' is not allowed/],
    'an alias': [`${HEAD}hosts: { a: &a ${HOST}, b: *a }\n`, 4, /a '&' is not allowed/],
    'an alias that stands for nothing': [`${HEAD}hosts: { a: *a }\n`, 4, /a '\*' is not allowed/],
    'a merge key': [`${HEAD}hosts:\n  <<: { h: ${HOST} }\n`, 5, /./],
    'aliases of aliases': [bomb, 4, /a '&' is not allowed/],
    'a tag': [`${HEAD}hosts:\n  h: !!map ${HOST}\n`, 5, /a '!' is not allowed/],
    'a tag of a program’s': [`${HEAD}hosts: !!python/object/apply:os.system ["id"]\n`, 4, /./],
    'a list as a key': [`${HEAD}hosts:\n  ? [a, b]\n  : ${HOST}\n`, 5, /./],
    'maps in maps': [`${HEAD}hosts: ${'{ a: '.repeat(70)}${'}'.repeat(70)}\n`, 4, /more than 60/],
    'lists in lists': [`${HEAD}hosts:\n${'- '.repeat(100_000)}\n`, 5, /./],
    'an escape': [`${HEAD}hosts:\n  "h\\x31": ${HOST}\n`, 5, /a '\\' is not allowed/],
    'brackets without end': [deep(100_000), 4, /./],
    brackets: [deep(70), 4, /a '\[' is not allowed/],
    'two documents': [`${HEAD}hosts:\n  h: ${HOST}\n---\n${HEAD}`, 6, /a second document begins here/],
    'a NUL byte': [`${HEAD}hosts:\n  h\0: ${HOST}\n`, 5, /U\+0000/],
    'one key twice in a host': [`${HEAD}hosts:\n  h: { number: 1, number: 2, slice: 172.17.1.0/24 }\n`, 5, /twice/],
    'a section twice': [`${HEAD}hosts:\n  h: ${HOST}\nhosts:\n  i: ${HOST}\n`, 6, /hosts is listed twice/],
    'a name that is none': [`${HEAD}hosts:\n  "a: b": ${HOST}\n`, 5, /'a: b' is not a key/],
    'a name with a hyphen before it': [`${HEAD}hosts:\n  -a: ${HOST}\n`, 5, /expected a host's name/],
    'a prototype as a name': [`${HEAD}hosts:\n  __proto__: ${HOST}\n`, 5, /'__proto__' is not a key/],
    'a prototype as a key': [`${HEAD}__proto__: { a: b }\nhosts:\n  h: ${HOST}\n`, 4, /'__proto__' is not a key/],
    'a number in hexadecimal': [`${HEAD}hosts:\n  h: ${HOST.replace('1', '0x1')}\n`, 5, /a whole number/],
    'a number with a point': [`${HEAD}hosts:\n  h: ${HOST.replace('1', '1.0')}\n`, 5, /a whole number/],
    'a number beyond all': [`${HEAD}hosts:\n  h: ${HOST.replace('1', '16777217')}\n`, 5, /a whole number/],
    'no number': [`${HEAD}hosts:\n  h: ${HOST.replace('1', '')}\n`, 5, /a whole number/],
    'no hosts': [`${HEAD}hosts:\n`, 4, /expected a map of hosts/],
    'megabytes of junk': [
      'meshinit-lock \u0001'.repeat(thoroughOr(10_000_000, 1_000_000)),
      1,
      /larger than any lock file/,
    ],
    'megabytes of brackets': [`${HEAD}${'[ '.repeat(thoroughOr(2_000_000, 200_000))}`, 4, /a '\[' is not allowed/],
    'megabytes of one key': [
      `${HEAD}${'a: b\n'.repeat(thoroughOr(1_000_000, 400_000))}`,
      1,
      /larger than any lock file/,
    ],
    'a byte order mark, and nothing else': ['\uFEFF', 1, /does not begin like a lock file/],
    'git’s marks': [
      `${HEAD}hosts:\n<<<<<<< HEAD\n  h: ${HOST}\n=======\n  i: ${HOST}\n>>>>>>> other\n`,
      5,
      /merge conflict/,
    ],
    'git’s marks of three sides': [`${HEAD}hosts:\n  h: ${HOST}\n||||||| 1234567\r\n`, 6, /merge conflict/],
  };

  for (const [what, [text, line, said]] of Object.entries(cases)) {
    test(what, () => {
      const read = parseLock(text);
      expect(read).toMatchObject({ code: 'MI0510', source: 'lock', line, hint: expect.stringMatching(/./) });
      expect('code' in read && read.message.length).toBeLessThan(300);
      expect('code' in read && read.message).toMatch(said);
    }, 30_000);
  }

  test('and random damage is refused or read, never thrown at', () => {
    const whole = `${HEAD}hosts:\n  h: ${HOST}\n`;
    const damage = fc.tuple(fc.nat(whole.length), fc.nat(9), fc.string({ unit: 'binary', maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (places) => {
        let text = whole;
        for (const [at, length, put] of places) text = text.slice(0, at) + put + text.slice(at + length);
        const read = parseLock(text);
        expect('code' in read ? read.code : read.hosts).toBeTruthy();
      }),
      { numRuns: thoroughOr(2000, 60) },
    );
  }, 60_000);
});

test('a lock that a formatter broke into lines, or put into quotes, is read', () => {
  const text = `${HEAD.replace('demo', "'demo'")}hosts:\n  "h":\n    number: "1"\n    slice: 172.17.1.0/24\n    bridge: '172.17.0.1'\n`;
  expect(parseLock(`\uFEFF${text}`)).toEqual(parseLock(`${HEAD}hosts:\n  h: ${HOST}\n`));
});
