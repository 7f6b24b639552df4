import { readdirSync, readFileSync } from 'node:fs';
import { parse as parseHcl } from '@cdktn/hcl2json';

/** What a resource's type takes and tells. */
export interface Schema {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly exported?: readonly string[];
  readonly blocks?: Readonly<Record<string, Schema>>;
}

export type Body = Readonly<Record<string, unknown>>;

export interface Block {
  /** As references name it: `hcloud_server.host`, `data.http.release`. */
  readonly address: string;
  /** As the schemas name it: `hcloud_server`, `data.http`. */
  readonly type: string;
  readonly body: Body;
}

export interface Configuration {
  readonly files: Readonly<Record<string, string>>;
  readonly blocks: readonly Block[];
  readonly variables: Readonly<Record<string, Body>>;
  readonly locals: Body;
  readonly outputs: Readonly<Record<string, Body>>;
  readonly providers: readonly string[];
}

interface Requirements {
  readonly required_providers: readonly Body[];
}

type Labelled = Readonly<Record<string, Readonly<Record<string, readonly Body[]>>>>;

/** All .tf files of a directory, as one. */
export async function readConfiguration(directory: string): Promise<Configuration> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.tf'));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(`${directory}/${name}`, 'utf8')]));
  const parsed = await Promise.all(Object.entries(files).map(([name, text]) => parseHcl(name, text)));
  const all = (key: string): Body[] => parsed.flatMap((file) => (file[key] === undefined ? [] : [file[key]]));
  const named = (key: string): Record<string, Body> =>
    Object.fromEntries(
      all(key).flatMap((blocks) => Object.entries(blocks).map(([name, bodies]) => [name, (bodies as Body[])[0] ?? {}])),
    );
  return {
    files,
    blocks: [
      ...all('resource').flatMap((of) => blocksOf(of as Labelled, '')),
      ...all('data').flatMap((of) => blocksOf(of as Labelled, 'data.')),
    ],
    variables: named('variable'),
    locals: Object.assign({}, ...parsed.flatMap((file) => file['locals'] ?? [])),
    outputs: named('output'),
    providers: parsed.flatMap((file) =>
      ((file['terraform'] ?? []) as Requirements[]).flatMap((one) => one.required_providers.flatMap(Object.keys)),
    ),
  };
}

const blocksOf = (labelled: Labelled, prefix: string): Block[] =>
  Object.entries(labelled).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, bodies]) =>
      bodies.map((body) => ({ address: `${prefix}${type}.${name}`, type: `${prefix}${type}`, body })),
    ),
  );

/** What every resource and data source takes besides its own. */
const META = new Set(['for_each', 'count', 'depends_on', 'lifecycle', 'provider']);

/** Arguments that a body's type does not know, or misses. */
export function faultsOf(body: Body, schema: Schema, where: string): string[] {
  const { required = [], optional = [], blocks = {} } = schema;
  const own = Object.keys(body).filter((key) => !META.has(key));
  return [
    ...own
      .filter((key) => ![...required, ...optional, ...Object.keys(blocks)].includes(key))
      .map((key) => `${where} does not take ${key}`),
    ...required.filter((key) => !(key in body)).map((key) => `${where} lacks ${key}`),
    ...Object.entries(blocks).flatMap(([key, inner]) =>
      ((body[key] ?? []) as readonly Body[]).flatMap((one) => faultsOf(one, inner, `${where}.${key}`)),
    ),
  ];
}

/** Every text in a value: expressions stand in texts. */
export const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
