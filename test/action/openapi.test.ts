import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { type FakeCall, FakeGitHub } from './fake-github.ts';
import { hurryTimers } from './hurried.ts';
import { eventEnv, ON_TAG, runIn, workspace } from './runs.ts';

hurryTimers();

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: object }>>;
  };
}

const file = createRequire(import.meta.url)
  .resolve('@octokit/openapi')
  .replace(/index\.js$/, 'generated/api.github.com.json');
const description = JSON.parse(readFileSync(file, 'utf8'));
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: true, validateSchema: false });
ajv.addSchema(description, 'api');

const resolve = (parameter: Parameter): Parameter =>
  parameter.$ref === undefined ? parameter : description.components.parameters[parameter.$ref.replace(/.*\//, '')];

/** The operation of a call, with the key of its path: parameters are single segments, fixed ones are preferred. */
function operationOf({ method, path }: FakeCall): { key: string; operation: Operation } | undefined {
  const bare = path.replace(/^\/uploads(?=\/)/, '');
  const keys = Object.keys(description.paths).filter((key) =>
    new RegExp(`^${key.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(bare),
  );
  const key = keys.toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
  const operation = key && description.paths[key][method.toLowerCase()];
  return key && operation ? { key, operation } : undefined;
}

function faultsOf(call: FakeCall): string[] {
  const found = operationOf(call);
  if (!found) return [`there is no ${call.method} ${call.path}`];
  const { key, operation } = found;
  const known = (operation.parameters ?? []).map(resolve).filter((parameter) => parameter.in === 'query');
  const faults = [...call.query.keys()]
    .filter((name) => !known.some((parameter) => parameter.name === name))
    .map((name) => `${key}: no parameter ${name}`);
  for (const { name, required } of known)
    if (required && !call.query.has(name)) faults.push(`${key}: ${name} is missing`);
  if (call.body.length === 0) return operation.requestBody?.required ? [...faults, `${key}: no body`] : faults;
  const type = call.headers.get('content-type')?.replace(/;.*/, '') ?? '';
  const content = operation.requestBody?.content ?? {};
  if (!(type in content)) return [...faults, `${key}: a body of ${type}, not of ${Object.keys(content).join(', ')}`];
  if (type !== 'application/json') return faults;
  const pointer = `/paths/${key.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${call.method.toLowerCase()}/requestBody/content/application~1json/schema`;
  const body = JSON.parse(new TextDecoder().decode(call.body));
  const validate = ajv.compile({ $ref: `api#${pointer}` });
  const schema = content[type]?.schema as { properties?: object };
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(schema.properties ?? {}, name));
  return [
    ...faults,
    ...unknown.map((name) => `${key}: no property ${name}`),
    ...(validate(body) ? [] : [`${key}: ${ajv.errorsText(validate.errors)}`]),
  ];
}

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };
const changed = text.replace('10.0.0.12', '10.0.0.22');

test('every request that the Action makes is valid under the published description of the API', {
  timeout: 60_000,
}, async () => {
  const kinds = new Set<string>();
  for (const digests of [true, false]) {
    const fake = new FakeGitHub({ digests });
    await runIn(workspace(files), fake.fetch, { GITHUB_REF: 'refs/tags/v1', INPUT_SUMMARY: 'notes' });
    await runIn(workspace({ 'meshinit.yaml': changed }), fake.fetch, {
      GITHUB_REF: 'refs/tags/v1',
      INPUT_FROZEN: 'false',
    });
    await runIn(workspace({ 'meshinit.yaml': changed.replace(/ {2}host3.*\n/, '') }), fake.fetch, {
      ...ON_TAG,
      INPUT_PRUNE: 'true',
    });
    await runIn(workspace(files), fake.fetch, { INPUT_TAG: 'v3' });
    for (const manifest of [text, changed]) {
      const place = workspace({ 'meshinit.yaml': manifest });
      const event = eventEnv(place, 'pull_request', { pull_request: { number: 7 } });
      await runIn(place, fake.fetch, { ...event, INPUT_COMMENT: 'true' });
      const [{ body = '' } = {}] = fake.comments.on.get(7) ?? [];
      if (manifest === text) fake.comments.add(7, body);
    }
    expect(fake.calls.flatMap(faultsOf)).toEqual([]);
    for (const call of fake.calls)
      kinds.add(`${call.method} ${operationOf(call)?.key.replace(/^\/repos\/\{owner\}\/\{repo\}(\/releases)?/, '')}`);
  }
  // Each call that release-api.ts and comment-api.ts can make was among them.
  expect([...kinds].toSorted()).toEqual([
    'DELETE /assets/{asset_id}',
    'DELETE /issues/comments/{comment_id}',
    'GET ',
    'GET /assets/{asset_id}',
    'GET /issues/{issue_number}/comments',
    'GET /tags/{tag}',
    'GET /{release_id}',
    'GET /{release_id}/assets',
    'PATCH /assets/{asset_id}',
    'PATCH /issues/comments/{comment_id}',
    'PATCH /{release_id}',
    'POST ',
    'POST /issues/{issue_number}/comments',
    'POST /{release_id}/assets',
  ]);
});

test('a request that is not valid is found', () => {
  const call = {
    method: 'PATCH',
    path: '/repos/a/b/releases/assets/1',
    query: new URLSearchParams('x=1'),
    headers: new Headers({ 'content-type': 'application/json' }),
    body: new TextEncoder().encode('{"name":[],"y":1}'),
  };
  expect(faultsOf(call)).toHaveLength(3);
  expect(faultsOf({ ...call, path: '/repos/a/b/release' })).toHaveLength(1);
});
