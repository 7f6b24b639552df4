import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseHcl } from '@cdktn/hcl2json';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../../src/edge/sha256.ts';
import { FakeGitHub } from '../action/fake-github.ts';
import { inputEnv, runIn, workspace } from '../action/runs.ts';
import { inProcess } from '../cli/runners.ts';
import { execute } from '../support/execute.ts';
import { compiled } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { type Block, faultsOf, readConfiguration, type Schema, textsIn } from './terraform-configuration.ts';
import { evaluated, TOOL } from './terraform-console.ts';

const schemas: Readonly<Record<string, Schema>> = JSON.parse(
  readFileSync(new URL('provider-schemas.json', import.meta.url), 'utf8'),
).types;

/** What Debian has no package of is not demanded of CI either: the parser and the schemas judge everywhere. */
const testTerraform = TOOL === undefined ? test.skip : test;
if (TOOL === undefined) console.warn('NOT TESTED: what tofu or terraform would have judged, which this machine lacks');

const directories = readdirSync('examples')
  .filter((name) => name.startsWith('terraform-'))
  .map((name) => `examples/${name}`);

/** References to resources and data sources of these providers, with the attribute that each reads. */
function referencesIn(
  value: unknown,
  providers: readonly string[],
): { address: string; attribute: string | undefined }[] {
  const pattern = new RegExp(
    `(?<![\\w.])((?:data\\.)?(?:${providers.join('|')})(?:_\\w+)?\\.\\w+)(?:\\[[^\\]]*\\])?(?:\\.(\\w+))?`,
    'g',
  );
  return textsIn(value)
    .flatMap((text) => [...text.matchAll(pattern)])
    .map(([, address = '', attribute]) => ({ address, attribute }));
}

const typeOf = (address: string): string => address.split('.').slice(0, -1).join('.');
const isKnown = (blocks: readonly Block[], address: string): boolean =>
  blocks.some((block) => block.address === address);

test.each(directories)('%s takes of its provider what the provider has', async (directory) => {
  const { blocks, locals, outputs, providers } = await readConfiguration(directory);
  expect(blocks.length).toBeGreaterThan(5);
  for (const { type, body, address } of blocks) {
    expect(schemas[type], `the schema of ${type}`).toBeDefined();
    expect(faultsOf(body, schemas[type] ?? {}, address)).toEqual([]);
  }
  const references = referencesIn([...blocks.map(({ body }) => body), locals, outputs], providers);
  expect(references.length).toBeGreaterThan(5);
  for (const { address, attribute } of references) {
    expect(isKnown(blocks, address), address).toBe(true);
    const { required = [], optional = [], exported = [], blocks: inner = {} } = schemas[typeOf(address)] ?? {};
    if (attribute !== undefined) {
      expect([...required, ...optional, ...exported, ...Object.keys(inner)], address).toContain(attribute);
    }
  }
  const used = new Set(blocks.map(({ type }) => type.replace('data.', '').split('_')[0]));
  expect([...used].toSorted()).toEqual(providers.toSorted());
});

test.each(directories)(
  '%s names no variable or local that it does not declare, and none in vain',
  async (directory) => {
    const { files, variables, locals } = await readConfiguration(directory);
    const text = Object.values(files)
      .join('')
      .replace(/^\s*#.*$/gm, '');
    const named = (kind: string) => [
      ...new Set([...text.matchAll(new RegExp(`\\b${kind}\\.(\\w+)`, 'g'))].map(([, name]) => name)),
    ];
    expect(named('var').toSorted()).toEqual(Object.keys(variables).toSorted());
    expect(named('local').toSorted()).toEqual(Object.keys(locals).toSorted());
    for (const [name, { description }] of Object.entries(variables)) expect(description, name).toMatch(/\.$/);
  },
);

test('a fault in a configuration is found', async () => {
  await expect(parseHcl('wrong.tf', 'resource "a" "b" {')).rejects.toThrow(/Unclosed configuration block/);
  const wrong = { name: 'a', cores: 2, network: [{ address: '10.0.0.1' }] };
  expect(faultsOf(wrong, schemas['hcloud_server'] ?? {}, 'a')).toEqual([
    'a does not take cores',
    'a lacks image',
    'a lacks server_type',
    'a.network does not take address',
  ]);
  const value = { ip: 'hcloud_server.other[each.key].ipv4', other: ['data.http.a.body', 'b.c', 'x_http.y.z'] };
  expect(referencesIn(value, ['hcloud', 'http'])).toEqual([
    { address: 'hcloud_server.other', attribute: 'ipv4' },
    { address: 'data.http.a', attribute: 'body' },
  ]);
});

describe.each(directories)('%s', (directory) => {
  const text = readFileSync(`${directory}/meshinit.yaml`, 'utf8');
  const lock = readFileSync(`${directory}/meshinit.lock`, 'utf8');
  const manifest = parse(text);
  const hosts: Record<string, string> = Object.fromEntries(
    Object.entries<{ address: string }>(manifest.hosts).map(([name, { address }]) => [name, address]),
  );

  test('compiles without a warning and with its lock, to the files that the configuration reads', async () => {
    const out = temporaryDirectory();
    const call = ['compile', `${directory}/meshinit.yaml`, '--strict', '--frozen', '-o', join(out, 'userdata')];
    expect(await inProcess.run(call)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(out, 'userdata')).toSorted()).toEqual(
      ['SHA256SUMS', ...Object.keys(hosts).map((name) => `${name}.yaml`)].toSorted(),
    );
  });

  test('has the system, the addresses and the open port that the manifest plans', async () => {
    const { blocks } = await readConfiguration(directory);
    const { mesh } = compiled(text, { lock });
    const all = JSON.stringify(blocks);
    expect(all).toContain(manifest.defaults.os);
    // The cloud's own firewall: Hetzner's does not see the private network.
    if (manifest.defaults.provider !== 'hetzner') {
      for (const opening of mesh.openings) expect(all).toContain(String('port' in opening ? opening.port : opening));
    }
    const range = /"(?:cidr|cidr_block|ip_range)":"([\d.]+)\.0\/24"/.exec(all)?.[1];
    for (const address of Object.values(hosts)) expect(address.startsWith(`${range}.`)).toBe(true);
  });

  test('tells outputs that init makes the same hosts of', async () => {
    const { outputs } = await readConfiguration(directory);
    // As `terraform output -json` prints what the configuration says.
    const printed = Object.fromEntries(
      Object.keys(outputs).map((name) => [
        name,
        {
          sensitive: false,
          type: ['object', Object.fromEntries(Object.keys(hosts).map((host) => [host, 'string']))],
          value:
            name === 'hosts'
              ? hosts
              : Object.fromEntries(Object.keys(hosts).map((host, index) => [host, `203.0.113.${index + 1}`])),
        },
      ]),
    );
    const cwd = temporaryDirectory();
    writeTree(cwd, [{ path: 'output.json', content: JSON.stringify(printed) }]);
    const flags = ['--os', manifest.defaults.os, '--provider', manifest.defaults.provider, '--name', manifest.name];
    const made = await inProcess.run(['init', '--from', 'terraform-output', 'output.json', ...flags, '--stdout'], {
      cwd,
    });
    expect(made.status).toBe(0);
    expect(parse(made.stdout)).toMatchObject({ name: manifest.name, defaults: manifest.defaults });
    expect(compiled(made.stdout).documents.map(({ content }) => sha256(content))).toEqual(
      compiled(text, { lock }).documents.map(({ content }) => sha256(content)),
    );
  });

  testTerraform('is formatted as terraform fmt would', async () => {
    const outcome = await execute(TOOL ?? '', ['fmt', '-check', '-diff', directory]);
    expect({ status: outcome.status, diff: outcome.stdout }).toEqual({ status: 0, diff: '' });
  });

  testTerraform('reads documents from userdata/, and from a private release by its API', async () => {
    const configuration = await readConfiguration(directory);
    const fake = new FakeGitHub();
    const place = workspace({ 'meshinit.yaml': text, 'meshinit.lock': lock });
    expect((await runIn(place, fake.fetch, { ...inputEnv({}), GITHUB_REF: 'refs/tags/v2' })).status).toBe(0);
    const documents = Object.fromEntries(
      Object.keys(hosts).map((name) => [name, readFileSync(join(place.directory, `userdata/${name}.yaml`), 'utf8')]),
    );
    const release = fake.releases[0];
    const bodies = Object.fromEntries(
      (release?.assets ?? []).map((asset) => [asset.name, new TextDecoder().decode(asset.content)]),
    );
    const written = Object.fromEntries(Object.entries(documents).map(([name, one]) => [`userdata/${name}.yaml`, one]));
    const answers = {
      release: [
        {
          response_body: JSON.stringify({
            assets: Object.keys(bodies).map((name) => ({ name, url: `https://api/${name}` })),
          }),
        },
      ],
      sums: [{ response_body: bodies[`${manifest.name}-SHA256SUMS`] }],
      userdata: Object.fromEntries(Object.entries(documents).map(([name, response_body]) => [name, { response_body }])),
    };
    const local = await evaluated(
      configuration,
      { release: [], sums: [], userdata: {} },
      { 'meshinit.yaml': text, ...written },
    );
    expect(local['userdata']).toEqual(documents);
    const released = await evaluated(configuration, answers, { 'meshinit.yaml': text }, [
      '-var',
      'release=v2',
      '-var',
      'github_token=secret',
    ]);
    expect(released['userdata']).toEqual(documents);
    expect(released['urls']).toEqual(
      Object.fromEntries(Object.keys(hosts).map((name) => [name, `https://api/${manifest.name}-${name}.yaml`])),
    );
    expect(released['whole']).toEqual(Object.fromEntries(Object.keys(hosts).map((name) => [name, true])));
    expect(released['headers']).toEqual({ Accept: 'application/octet-stream', Authorization: 'Bearer secret' });
  });
});
