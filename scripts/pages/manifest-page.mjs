import { manifestExamples } from './manifest-examples.mjs';
import { code, codes, fence, generated, table, thousands } from './markdown.mjs';

/** More legal values than this stand on a page of their own. */
const MOST_VALUES = 8;
const PAGES = { os: 'os.md', provider: 'providers.md' };

/** `docs/manifest.md`: every key of the schema, a section for each map. */
export function manifestPage({ plainJsonSchema }) {
  const schema = plainJsonSchema();
  const sections = sectionsOf([], schema).map(sectionText);
  return [
    generated('`src/manifest/schema.ts`'),
    '# Manifest reference',
    'Version 1. A manifest is one YAML 1.2 document; unknown keys are errors. The smallest one:\n',
    fence('yaml', 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n'),
    '`meshinit schema` prints the same as JSON Schema (2020-12), which is also in ' +
      '[schemas/cluster.schema.json](../schemas/cluster.schema.json) too: editors that know it complete and check keys.\n',
    'Addresses, ranges and whatever else depends on other values is checked beyond the schema; see [errors.md](errors.md).\n',
    ...sections,
  ].join('\n');
}

/** The maps of a schema, outermost first: `{path, maps, description}`; of a union all its maps are one section. */
function sectionsOf(path, schema) {
  const maps = alternatives(schema).filter((each) => each.properties);
  const own = maps.length === 0 ? [] : [{ path, maps, description: schema.description ?? maps[0].description ?? '' }];
  const inner = maps.flatMap(({ properties }) =>
    Object.entries(properties).flatMap(([key, value]) => [
      ...sectionsOf([...path, key], value),
      ...alternatives(value).flatMap((each) => [
        ...(isMap(each.additionalProperties) ? sectionsOf([...path, key, '<name>'], each.additionalProperties) : []),
        ...(isMap(each.items) ? sectionsOf([...path, `${key}[]`], each.items) : []),
      ]),
    ]),
  );
  return [...own, ...inner].filter(
    (section, index, all) => all.findIndex((other) => titleOf(other) === titleOf(section)) === index,
  );
}

const alternatives = (schema) => schema.anyOf ?? [schema];
const isMap = (value) => typeof value === 'object' && value !== null && value.properties !== undefined;
const titleOf = ({ path }) => path.join('.');
const anchorOf = (path) =>
  path
    .join('.')
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '');

function sectionText({ path, maps, description }) {
  const title = path.length === 0 ? 'The root' : code(path.join('.'));
  const isUnion = maps.length > 1;
  const rows = maps.flatMap(({ properties, required = [] }) =>
    Object.entries(properties).map(([key, value]) => rowOf([...path, key], value, required.includes(key), isUnion)),
  );
  const example = manifestExamples[titleOf({ path })];
  return [
    `## ${title}\n`,
    ...(description === '' ? [] : [`${withoutDefault(description)}${isUnion ? ' One of these keys:' : ''}\n`]),
    table(['Key', 'Value', 'Default', 'Meaning'], rows),
    ...(example === undefined ? [] : [fence('yaml', example)]),
  ].join('\n');
}

function rowOf(path, schema, isRequired, isUnion) {
  const description = schema.description ?? '';
  const [, byDescription] = /Default: (.+?)\.?$/s.exec(description) ?? [];
  const preset = isRequired && !isUnion ? '**required**' : (byDescription ?? '');
  return [code(path.at(-1)), valueText(path, schema), preset, withoutDefault(description)];
}

/** A description without its last sentence, where that is the default; links instead of paths. */
const withoutDefault = (text) =>
  text
    .replace(/ ?Default: .+?\.?$/s, '')
    .replace(/ See docs\/\S+\.md\./, '')
    .trim();

function valueText(path, schema) {
  if (schema.anyOf) {
    const texts = schema.anyOf.map((each) => valueText(path, each));
    return [...new Set(texts)].join(', or ');
  }
  if ('const' in schema) return code(schema.const);
  if (schema.enum) return enumText(path, schema.enum);
  switch (schema.type) {
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
    case 'number':
      return `whole number, ${bounds(schema)}`;
    case 'array':
      return `list of ${schema.prefixItems ? 'two' : `${manyText([...path.slice(0, -1), `${path.at(-1)}[]`], schema.items)}`}`;
    case 'object':
      return mapText(path, schema);
    default:
      return stringText(schema);
  }
}

function manyText(path, schema) {
  if (schema.type === 'array') return 'pairs of names';
  return schema.type === 'object' ? `maps, see [${path.join('.')}](#${anchorOf(path)})` : 'names';
}

function enumText(path, values) {
  const page = PAGES[path.at(-1)];
  if (values.length > MOST_VALUES && page) return `an id of [${page}](${page})`;
  return codes(values);
}

function mapText(path, schema) {
  if (schema.properties) return `map, see [${path.join('.')}](#${anchorOf(path)})`;
  const inner = schema.additionalProperties;
  if (isMap(inner)) return `map of names, see [${path.join('.')}.<name>](#${anchorOf([...path, '<name>'])})`;
  const names = schema.propertyNames?.pattern;
  return names ? `map; keys of the form ${code(names)}` : 'map';
}

function stringText({ pattern, examples, maxLength, description = '' }) {
  const shown = examples ? `text, such as ${codes(examples)}` : 'text';
  const longest = maxLength === undefined ? '' : `, at most ${maxLength} characters`;
  const form = pattern && !examples && !/SHA-256/.test(description) ? `, of the form ${code(pattern)}` : '';
  const sum = /SHA-256/.test(description) ? ': 64 lower-case hexadecimal digits' : '';
  return shown + longest + form + sum;
}

function bounds({ minimum, maximum }) {
  return maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
    ? `${thousands(minimum)} or more`
    : `${thousands(minimum)} to ${thousands(maximum)}`;
}
