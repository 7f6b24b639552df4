import { expect, test } from 'vitest';
import { SHA256, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('plain http is refused', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "http://packages.example.com/a.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url begins with http://; expected https://
      hint: Write https:// if the server offers it."
  `);
});

test('a password is refused, and not printed', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://deploy:hunter2@packages.example.com/a.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url contains credentials, which every user of the hosts could read
      hint: Remove what comes before the @."
  `);
});

test('another scheme, a path and a page are refused', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "ftp://packages.example.com/a.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "./a.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/pool/", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url does not begin with https://
    11:16 error MI0308: ovs.from.debs[1].url is not a URL
      hint: Example: https://example.com/openvswitch.deb
    12:16 error MI0308: ovs.from.debs[2].url does not end in a file name with .deb"
  `);
});

test('what a shell would read is refused, one character at a time', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://packages.example.com/$(id).deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a\'b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a`b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a;b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a|b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a&b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a*b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/ä.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url contains the character $, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    11:16 error MI0308: ovs.from.debs[1].url contains white space, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    12:16 error MI0308: ovs.from.debs[2].url contains the character ', which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    13:16 error MI0308: ovs.from.debs[3].url contains the character \`, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    14:16 error MI0308: ovs.from.debs[4].url contains the character ;, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    15:16 error MI0308: ovs.from.debs[5].url contains the character |, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    16:16 error MI0308: ovs.from.debs[6].url contains the character &, which can have a special meaning in a shell
      hint: Put the file where its address needs no query.
    17:16 error MI0308: ovs.from.debs[7].url contains the character *, which can have a special meaning in a shell
      hint: Rename the file, or use another URL.
    18:16 error MI0308: ovs.from.debs[8].url contains a character beyond ASCII, which can have a special meaning in a shell
      hint: Rename the file, or use another URL."
  `);
});

test('a query and a fragment are refused', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://packages.example.com/a.deb?token=1", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a.deb#x", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url contains the character ?, which can have a special meaning in a shell
      hint: Put the file where its address needs no query.
    11:16 error MI0308: ovs.from.debs[1].url contains the character #, which can have a special meaning in a shell
      hint: Leave out the part from # on."
  `);
});

test('what only decoding reveals is refused', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://packages.example.com/a%2Fb.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a%24b.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/a%zz.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url has a file name that cannot be stored as it is
      hint: Decoded, it may contain only letters, digits and . _ ~ % + @ = , -, and must begin with a letter or a digit.
    11:16 error MI0308: ovs.from.debs[1].url has a file name that cannot be stored as it is
      hint: Decoded, it may contain only letters, digits and . _ ~ % + @ = , -, and must begin with a letter or a digit.
    12:16 error MI0308: ovs.from.debs[2].url has a file name that cannot be stored as it is
      hint: Decoded, it may contain only letters, digits and . _ ~ % + @ = , -, and must begin with a letter or a digit."
  `);
});

test('an .rpm among .debs is told where it belongs, and a bare ending is no name', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://packages.example.com/a.rpm", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://packages.example.com/.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "10:16 error MI0308: ovs.from.debs[0].url does not end in a file name with .deb
      hint: Files that end in .rpm belong under ovs.from.rpms.
    11:16 error MI0308: ovs.from.debs[1].url does not end in a file name with .deb"
  `);
});

test('two files of one name are shown together, the address not printed', () => {
  expect(
    said(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://a.example.com/x.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n      - { url: "https://b.example.com/%78.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "11:16 error MI0308: ovs.from.debs[1].url has the file name of another package: x.deb
      hint: Each file of the list needs its own name.
      10:16: the first file of that name"
  `);
});

test('names of Debian and Red Hat are fine', () => {
  expect(
    codesOf(
      twoHosts(
        'ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "https://packages.example.com/openvswitch-switch_2.3.1-1~trusty%2B1_amd64.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).not.toContain('MI0308');
});

test('a list with a broken entry is left alone', () => {
  expect(
    codesOf(
      twoHosts(
        'ovs:\n  from:\n    debs:\n      - { url: 7, sha256: 8 }\n      - { url: "http://packages.example.com/a.deb", sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }\n',
      ),
    ),
  ).not.toContain('MI0308');
});

test('what a browser would repair, and wget would not, is refused', () => {
  const address = (url: string): string =>
    twoHosts(`ovs:\n  version: 2.3.1\n  from:\n    debs:\n      - { url: "${url}", sha256: ${SHA256} }\n`);
  for (const url of [
    'https:e.com/x.deb',
    'https:/e.com/x.deb',
    'https:///x.deb',
    'https:////e.com/x.deb',
    'https:\\\\e.com/x.deb',
    'https://e.com',
    'https://e.com/',
    'https://x.deb',
    'https://e.com?x.deb',
    ' https://e.com/x.deb',
    'https://e.com/x.deb ',
    'https://e.com/\\tx.deb',
    'https://e.com/\\nx.deb',
    'https://e.com/\\0x.deb',
    'https://@e.com/x.deb',
    'https://:@e.com/x.deb',
    'https://user@e.com/x.deb',
    'https://0x0a000001/x.deb',
    'http://10.1/x.deb',
    'https://%65.com/x.deb',
    'https://e.com:x/x.deb',
    'https://e.com/-x.deb',
    'https://e.com/.x.deb',
    'https://e.com/..%2fx.deb',
    'https://e.com/x.deb/..',
    'file:///x.deb',
    'file:x.deb',
    '//e.com/x.deb',
    'e.com/x.deb',
    '-x.deb',
  ]) {
    expect([url, codesOf(address(url))]).toEqual([url, ['MI0308']]);
  }
  for (const url of ['https://e.com/x.deb', 'HTTPS://E.com:8443/pool/x.deb', 'http://10.0.0.1:8000/x.deb']) {
    expect([url, codesOf(address(url))]).toEqual([url, []]);
  }
});
