import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { filesNeeded } from '../../src/project/read-project.ts';
import { hostConfigs } from '../support/hosts.ts';

const manifest = (keys: string): string => `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 } }
network: { docker: mesh }
names: false
containers:
  web: { image: 'box:1', hosts: host1, ${keys} }
`;

const environmentOf = (text: string, files: Readonly<Record<string, string>>): string[] => {
  const list = hostConfigs(text, { files })[0]?.files.find(({ path }) => path === '/etc/meshinit/containers');
  return JSON.parse(list?.content.split(' ').slice(4).join(' ') ?? '').Env;
};
const said = (text: string, files: Readonly<Record<string, string>>): string[] =>
  compile(text, { files }).diagnostics.map(
    ({ file = 'manifest', line, column, code, message }) => `${file}:${line}:${column} ${code}: ${message}`,
  );

describe('env_file of a container', () => {
  test('is overridden by later files, and by environment, in each of the forms of Compose', () => {
    const files = { 'a.env': 'A=1\nB=1\nC=1\n', 'sub/b.env': 'B="2"\nC=2\n' };
    expect(environmentOf(manifest('env_file: a.env'), files)).toEqual(['A=1', 'B=1', 'C=1']);
    expect(environmentOf(manifest('env_file: [a.env, { path: sub/b.env, format: raw }]'), files)).toEqual([
      ...['A=1', 'B="2"', 'C=2'],
    ]);
    const map = 'env_file: [a.env, sub/b.env], environment: { C: 3, D: 4 }';
    expect(environmentOf(manifest(map), files)).toEqual(['A=1', 'B=2', 'C=3', 'D=4']);
    const list = 'env_file: { path: a.env }, environment: [C=3]';
    expect(environmentOf(manifest(list), files).toSorted()).toEqual(['A=1', 'B=1', 'C=3']);
  });

  test('may be missing only where it is not required', () => {
    expect(said(manifest('env_file: [a.env, { path: b.env, required: false }]'), {})).toContainEqual(
      "manifest:7:51 MI0901: containers.web.env_file[0] needs the file 'a.env', which does not exist",
    );
    expect(said(manifest('env_file: [{ path: b.env, required: false }]'), {}).join()).not.toContain('MI0901');
    expect(filesNeeded(manifest('env_file: [a.env, { path: ../b.env, required: false }]'))).toEqual([
      'a.env',
      '../b.env',
    ]);
  });

  test('is told at its own line, without its values', () => {
    const found = said(manifest('env_file: a.env'), { 'a.env': '# one\nA=1\n  hunter2\nB=$hunter2\n' });
    expect(found.filter((line) => line.includes('MI0911'))).toEqual([
      'a.env:3:3 MI0911: the line has no =',
      'a.env:4:1 MI0911: the line gives B a value with $, which Compose would fill in',
    ]);
    expect(found.join()).not.toContain('hunter2');
  });

  test('names a file of the project alone, and cannot come from elsewhere itself', () => {
    const hostile = ['/etc/passwd', '../../../..', 'https://example.com/a', '~/a', 'a\\0b'];
    for (const path of hostile) {
      expect(said(manifest(`env_file: "${path}"`), {}).join()).toContain('MI0901');
    }
    expect(said(manifest('env_file: { $env: FILE }'), {}).join()).toContain(
      'MI0904: containers.web.env_file takes the name of a file itself',
    );
  });

  test('that holds a secret makes the document one', () => {
    const { documents } = compile(manifest('env_file: a.env'), { files: { 'a.env': 'DB_PASSWORD=hunter2hunter2\n' } });
    expect(documents[0]?.secret).toBe(true);
  });
});

test('a secret in command, entrypoint and labels of a container is in the document alone, which is for its owner', () => {
  const keys = 'command: [run, { $secret: key }], entrypoint: [{ $secret: key }], labels: { key: { $secret: key } }';
  const { documents, diagnostics, lock, cluster } = compile(manifest(keys), { values: { key: 'never-shown-1' } });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(documents[0]?.secret).toBe(true);
  expect(
    JSON.stringify([lock, cluster, diagnostics], (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('never-shown-1');
  const config = hostConfigs(manifest(keys), { values: { key: 'never-shown-1' } })[0];
  const list = config?.files.find(({ path }) => path === '/etc/meshinit/containers');
  expect(list).toMatchObject({ mode: 0o600, secret: true });
  expect(list?.content.match(/never-shown-1/g)).toHaveLength(3);
});
