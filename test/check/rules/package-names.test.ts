import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const withPackages = (packages: string, os = 'debian-12'): string =>
  twoHosts('', os).replace('}\nhosts', `, cloud_config: { packages: ${packages} } }\nhosts`);

test('options, and what apt reads as more than a name, are refused at their line', () => {
  const packages = [
    ...['--allow-unauthenticated', '-oAPT::Update::Pre-Invoke::=id', 'foo=1.2', 'foo/suite', 'foo+', 'foo-'],
    ...['"foo bar"', '"foo;id"', '"$(id)"', '""', '[-foo, 1.2-1]', '[foo, "1.2 --yes"]', '{ apt: [-y, [foo, -1-]] }'],
  ];
  const list = packages.map((name) => `      - ${name}\n`).join('');
  const text = `meshinit: 1\ndefaults:\n  os: debian-12\n  cloud_config:\n    packages:\n${list}hosts: { h: { address: 10.0.0.1 } }\n`;
  expect(said(text)).toMatchInlineSnapshot(`
    "6:9 error MI0312: the package '--allow-unauthenticated' begins with a hyphen: the package manager would take it for an option
      hint: Give only the name.
    7:9 error MI0312: the package '-oAPT::Update::Pre-Invoke::=id' begins with a hyphen: the package manager would take it for an option
      hint: Give only the name.
    8:9 error MI0312: the package 'foo=1.2' contains a version, in apt’s notation
      hint: Write it as a pair: [foo, "1.2"].
    9:9 error MI0312: the package 'foo/suite' names a suite, in apt’s notation
      hint: Give only the name, and pin the suite with apt: preferences.
    10:9 error MI0312: the package 'foo+' ends in '+', which installs a package, in apt’s notation
      hint: Give only the name.
    11:9 error MI0312: the package 'foo-' ends in '-', which removes a package, in apt’s notation
      hint: Give only the name.
    12:9 error MI0312: the package 'foo bar' is not the name of a package
      hint: A name contains only letters, digits and . : + ~ ^ * @ / -.
    13:9 error MI0312: the package 'foo;id' is not the name of a package
      hint: A name contains only letters, digits and . : + ~ ^ * @ / -.
    14:9 error MI0312: the package '$(id)' is not the name of a package
      hint: A name contains only letters, digits and . : + ~ ^ * @ / -.
    15:9 error MI0312: the package '' is not the name of a package
      hint: A name contains only letters, digits and . : + ~ ^ * @ / -.
    16:10 error MI0312: the package '-foo' begins with a hyphen: the package manager would take it for an option
      hint: Give only the name.
    17:15 error MI0312: the package '1.2 --yes' is not a version
      hint: A version contains letters, digits and . : + ~ ^ * -, and begins with a letter or a digit.
    18:17 error MI0312: the package '-y' begins with a hyphen: the package manager would take it for an option
      hint: Give only the name.
    18:27 error MI0312: the package '-1-' is not a version
      hint: A version contains letters, digits and . : + ~ ^ * -, and begins with a letter or a digit."
  `);
});

test('addresses are plain https, and no message repeats one', () => {
  const hidden = 'hunter2';
  for (const url of [
    'https:e.com/x.rpm',
    'https:///x.rpm',
    'https://e.com',
    'http://e.com/x.rpm',
    `https://user:${hidden}@e.com/x.rpm`,
    `file:///${hidden}.rpm`,
    'file:x.rpm',
    'ftp://e.com/x.rpm',
    'https://e.com/x.rpm?a=b',
  ]) {
    const text = withPackages(`["${url}"]`, 'rocky-9');
    expect([url, codesOf(text)]).toEqual([url, ['MI0312']]);
    expect(said(text)).not.toContain(hidden);
  }
});

test('names as distributions have them are plain', () => {
  const apt = '[g++, libstdc++6, memtest86+, libc6:i386, 0ad, [htop, 3.2.2-2], { apt: [jq], snap: [[juju, --edge]] }]';
  expect(codesOf(withPackages(apt))).not.toContain('MI0312');
  const dnf = '["@development", gcc-c++, kernel-5.14.0-1.el9, glibc.i686, /usr/bin/jq, "https://e.com/jq.rpm"]';
  expect(codesOf(withPackages(dnf, 'rocky-9'))).not.toContain('MI0312');
});
