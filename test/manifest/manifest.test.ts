import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestJsonSchema } from '../../src/manifest/json-schema.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { examples } from '../support/examples.ts';
import { manifestOf, mixedCluster, someCombinations } from '../support/matrix.ts';

function read(text: string) {
  const { input, reporter, source } = parseManifest(text);
  if (!input || reporter.failed)
    throw new Error(
      reporter
        .list()
        .map(({ message }) => message)
        .join('\n'),
    );
  return readManifest(input, source.keysOf(['hosts']));
}

const HOST = 'hosts: { host1: { address: 10.0.0.11, os: debian-12 } }\n';

describe('a manifest of a version and one host', () => {
  test('has every default of the contract', () => {
    expect(read(`meshinit: 1\n${HOST}`)).toMatchObject({
      name: 'mesh',
      networks: [
        {
          name: 'network',
          path: ['network'],
          members: [{ host: { name: 'host1' }, path: ['hosts', 'host1'], slice: undefined, bridge: undefined }],
          subnet: { prefix: 16 },
          slicePrefix: 24,
          bridges: undefined,
          layout: 'shared',
          tunnel: { kind: 'vxlan', family: 4, key: undefined, port: undefined },
          topology: 'full',
          loops: 'auto',
          mtu: undefined,
          masquerade: true,
        },
      ],
      hosts: [{ name: 'host1', os: 'debian-12', provider: 'generic', mtu: undefined, dataplane: undefined }],
    });
  });

  test('has slices of the subnet’s prefix plus 8, at most /28', () => {
    const sliceOf = (subnet: string): number | undefined =>
      read(`meshinit: 1\n${HOST}network: { subnet: ${subnet} }\n`).networks[0].slicePrefix;
    expect(
      ['10.0.0.0/8', '172.16.0.0/12', '172.17.0.0/16', '172.17.0.0/20', '172.17.0.0/22', '172.17.0.0/24'].map(sliceOf),
    ).toEqual([16, 20, 24, 28, 28, 28]);
  });
});

test('a host’s own word comes before the defaults’', () => {
  const { hosts } = read(
    'meshinit: 1\ndefaults: { os: debian-12, provider: aws, mtu: 9001 }\nhosts:\n  a: { address: 10.0.0.11 }\n  b: { address: 10.0.0.12, os: centos-7, provider: gcp, mtu: 1460 }\n',
  );
  expect(hosts.map(({ os, provider, mtu }) => `${os} ${provider} ${mtu}`)).toEqual([
    'debian-12 aws 9001',
    'centos-7 gcp 1460',
  ]);
});

test('hosts stay in the order of the manifest, numbers as names too', () => {
  const names = ['b', 'a', '10', '9', '010'];
  const lines = names.map((name, index) => `  "${name}": { address: 10.0.0.${index + 11} }\n`);
  expect(
    read(`meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${lines.join('')}`).hosts.map(({ name }) => name),
  ).toEqual(names);
});

describe('the JSON Schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(manifestJsonSchema());

  test('accepts what meshinit compiles', () => {
    const texts = [...examples.map(({ text }) => text), mixedCluster, ...someCombinations(40).map(manifestOf)];
    for (const text of texts) expect(validate(parse(text)) || validate.errors).toBe(true);
  });

  test('refuses an unknown key, a missing one and a wrong type', () => {
    for (const text of [
      `meshinit: 1\nhots: {}\n${HOST}`,
      HOST,
      `meshinit: one\n${HOST}`,
      'meshinit: 1\nhosts: { host1: { os: debian-12 } }\n',
    ]) {
      expect(`${text}${validate(parse(text))}`).toBe(`${text}false`);
    }
  });
});
