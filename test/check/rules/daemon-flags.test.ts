import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a value that a shell would split is refused, and not printed', () => {
  expect(
    said(
      twoHosts(
        'docker: { daemon: { labels: ["a b"], default-ulimit: "$(id)" } }\nallow: { MI0652: test }\n',
        'ubuntu-14.04',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:30 error MI0608: docker.daemon.labels[0] contains white space, at which the shell that reads DOCKER_OPTS would split it (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags
    6:54 error MI0608: docker.daemon.default-ulimit contains '$', which is special to the shell that reads DOCKER_OPTS (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags"
  `);
});

test('nested maps, empty values and names that are no flags are refused', () => {
  expect(
    said(
      twoHosts(
        'docker: { daemon: { default-address-pools: [{ base: 10.0.0.0/8 }], dns: , "a b": 1, log-opts: { "x y": 1, z: [1] } } }\nallow: { MI0652: test }\n',
        'ubuntu-14.04',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:45 error MI0608: docker.daemon.default-address-pools[0] is a map inside a list or map, for which there is no flag (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags
    6:68 error MI0608: docker.daemon.dns is empty, for which there is no flag (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags
    6:75 error MI0608: docker.daemon.a b is not the name of a flag (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags
    6:97 error MI0608: docker.daemon.log-opts.x y has a name that contains white space, at which the shell that reads DOCKER_OPTS would split it (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags
    6:110 error MI0608: docker.daemon.log-opts.z is a list inside a list or map, for which there is no flag (ubuntu-14.04)
      hint: Remove it, or use a newer system, whose Docker reads daemon.json.
      2:17: Ubuntu 14.04 LTS: options are flags"
  `);
});

test('scalars, lists and maps of them have a form', () => {
  expect(
    codesOf(
      twoHosts(
        'docker: { daemon: { debug: true, dns: [10.0.0.53], log-opts: { max-size: 10m }, max-concurrent-downloads: 3 } }\nallow: { MI0652: test }\n',
        'ubuntu-14.04',
      ),
    ),
  ).not.toContain('MI0608');
});

test('where Docker reads a file, all is fine', () => {
  expect(codesOf(twoHosts('docker: { daemon: { labels: ["a b"] } }\n'))).not.toContain('MI0608');
});
