import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { cloudConfigKeys } from '../../src/document/cloud-config-schema.ts';
import { osOf } from '../../src/os/oses.ts';
import { hostCases } from '../support/cases.ts';
import { cloudConfigOf } from '../support/hosts.ts';

const read = (file: string) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const known = read('cloud-init-0.7.5.schema.json');
const newer = read('../../schemas/third-party/cloud-config-22.4.2.schema.json');
const understands = new Ajv({ allowUnionTypes: true }).compile(known);

/** What 0.7.5 would not read of a document, in words. */
function faults(document: unknown): string[] {
  understands(document);
  return (understands.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, params['additionalProperty']].filter(Boolean).join(' '),
  );
}

describe('cloud-init 0.7.5 understands the document of', () => {
  const documents = hostCases.filter(({ document }) => document.os === 'ubuntu-14.04');
  test.each(documents.map((host) => [`${host.document.host} of ${host.cluster}`, host] as const))('%s', (_, host) => {
    expect(faults(cloudConfigOf(host.document))).toEqual([]);
  });
});

test('what cloud-init learned later, its schema of 0.7.5 refuses', () => {
  expect(faults({ apt: {} })).toEqual(['must NOT have additional properties apt']);
  expect(faults({ write_files: [{ path: '/etc/a', append: true }] })).toEqual([
    '/write_files/0 must NOT have additional properties append',
  ]);
});

/** Properties of the newer schema, and of the older, by the place that `cloudInitLacks` would name them by. */
const places: readonly [string, string[], string[]][] = [
  ['', cloudConfigKeys(), Object.keys(known.properties)],
  [
    'write_files.',
    Object.keys(newer.$defs.cc_write_files.properties.write_files.items.properties),
    Object.keys(known.properties.write_files.items.properties),
  ],
  ['users.', Object.keys(newer.$defs['users_groups.user'].properties), Object.keys(known.definitions.user.properties)],
  [
    'chpasswd.',
    Object.keys(newer.$defs.cc_set_passwords.properties.chpasswd.properties),
    Object.keys(known.properties.chpasswd.properties),
  ],
  [
    'power_state.',
    Object.keys(newer.$defs.cc_power_state_change.properties.power_state.properties),
    Object.keys(known.properties.power_state.properties),
  ],
];

test.each(places)(
  'every key %s* that some cloud-init reads, 0.7.5 reads too or Ubuntu 14.04 refuses',
  (prefix, all, old) => {
    const refused = (key: string): boolean => Object.hasOwn(osOf('ubuntu-14.04').cloudInitLacks ?? {}, prefix + key);
    expect(all.filter((key) => !old.includes(key) && !refused(key))).toEqual([]);
    expect(old.filter(refused)).toEqual([]);
  },
);
