import { expect, test } from 'vitest';
import { readNames } from '../../src/manifest/names.ts';
import type { ManifestInput } from '../../src/manifest/schema.ts';

const named = (names?: ManifestInput['names']) => readNames({ meshinit: 1, hosts: {}, names } as ManifestInput, 'lab');

test('nothing is found by name unless it is asked for, or containers are declared', () => {
  expect([named(), named(false)]).toEqual([undefined, undefined]);
  const declaring = (names?: boolean) =>
    readNames({ meshinit: 1, hosts: {}, names, containers: { web: {} } } as unknown as ManifestInput, 'lab');
  expect([declaring(), declaring(true)?.path, declaring(false)]).toEqual([
    { domain: 'lab.internal', path: ['containers'] },
    ['names'],
    undefined,
  ]);
});

test('names are below the cluster’s own name, or a domain that is given', () => {
  expect([named(true), named({}), named({ domain: 'mesh.example.org' })]).toEqual([
    { domain: 'lab.internal', path: ['names'] },
    { domain: 'lab.internal', path: ['names'] },
    { domain: 'mesh.example.org', path: ['names'] },
  ]);
});
