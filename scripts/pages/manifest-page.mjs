import { manifestExamples } from './manifest-examples.mjs';
import { code, codes, fence, generated, table, thousands } from './markdown.mjs';

/** More legal values than this stand on a page of their own. */
const MOST_VALUES = 8;
const PAGES = { os: 'os.md', provider: 'providers.md' };

/** `docs/manifest.md`: every key of the schema, a section for each map. */
export function manifestPage({ manifestJsonSchema, compile }) {
  const schema = manifestJsonSchema();
  const isLater = laterTest(compile);
  const sections = sectionsOf([], schema, isLater).map((section) => sectionText(section, isLater));
  return [
    generated('`src/manifest/schema.ts`'),
    '# Manifest reference',
    'Version 1. A manifest is one YAML 1.2 document; unknown keys are errors. The smallest one:\n',
    fence('yaml', 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n'),
    '`meshinit schema` prints the same as JSON Schema (2020-12), which stands in ' +
      '[schemas/cluster.schema.json](../schemas/cluster.schema.json) too: editors that know it complete and check keys.\n',
    'A key or value marked *later* is known and refused: a coming release obeys it ([MI0602](errors.md#mi0602)). ' +
      'Addresses, ranges and whatever else depends on other values is checked beyond the schema; see [errors.md](errors.md).\n',
    ...sections,
  ].join('\n');
}

/** The maps of a schema, outermost first: `{path, maps, description}`; of a union all its maps are one section. */
function sectionsOf(path, schema, isLater) {
  if (path.length > 0 && isWhollyLater(path, schema, isLater)) return [];
  const maps = alternatives(schema).filter((each) => each.properties);
  const own = maps.length === 0 ? [] : [{ path, maps, description: schema.description ?? maps[0].description ?? '' }];
  const inner = maps.flatMap(({ properties }) =>
    Object.entries(properties).flatMap(([key, value]) => [
      ...sectionsOf([...path, key], value, isLater),
      ...alternatives(value).flatMap((each) => [
        ...(isMap(each.additionalProperties)
          ? sectionsOf([...path, key, '<name>'], each.additionalProperties, isLater)
          : []),
        ...(isMap(each.items) ? sectionsOf([...path, `${key}[]`], each.items, isLater) : []),
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

function sectionText({ path, maps, description }, isLater) {
  const title = path.length === 0 ? 'The root' : code(path.join('.'));
  const isUnion = maps.length > 1;
  const rows = maps.flatMap(({ properties, required = [] }) =>
    Object.entries(properties).map(([key, value]) =>
      rowOf([...path, key], value, required.includes(key), isUnion, isLater),
    ),
  );
  const example = manifestExamples[titleOf({ path })];
  return [
    `## ${title}\n`,
    ...(description === '' ? [] : [`${withoutDefault(description)}${isUnion ? ' One of these keys:' : ''}\n`]),
    table(['Key', 'Value', 'Default', 'Meaning'], rows),
    ...(example === undefined ? [] : [fence('yaml', example)]),
  ].join('\n');
}

function rowOf(path, schema, isRequired, isUnion, isLater) {
  const description = schema.description ?? '';
  const [, byDescription] = /Default: (.+?)\.?$/s.exec(description) ?? [];
  const preset = isRequired && !isUnion ? '**required**' : (byDescription ?? '');
  const later = isWhollyLater(path, schema, isLater);
  const value = later && schema.type === 'object' ? 'map' : valueText(path, schema, isLater);
  return [code(path.at(-1)) + (later ? LATER : ''), value, preset, withoutDefault(description)];
}

const LATER = ' *(later)*';
/** Whether a key has no legal value yet. */
const isWhollyLater = (path, schema, isLater) => !schema.enum && !schema.anyOf && isLater(path, sample(schema));

/** A description without its last sentence, where that is the default; links instead of paths. */
const withoutDefault = (text) =>
  text
    .replace(/ ?Default: .+?\.?$/s, '')
    .replace(/ See docs\/\S+\.md\./, '')
    .trim();

function valueText(path, schema, isLater) {
  if (schema.anyOf) {
    const texts = schema.anyOf.map((each) => valueText(path, each, isLater));
    return [...new Set(texts)].join(', or ');
  }
  if ('const' in schema) return code(schema.const);
  if (schema.enum) return enumText(path, schema.enum, isLater);
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

function enumText(path, values, isLater) {
  const page = PAGES[path.at(-1)];
  if (values.length > MOST_VALUES && page) return `an id of [${page}](${page})`;
  return values.map((value) => code(value) + (isLater(path, value) ? LATER : '')).join(', ');
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

/** Some value that a schema takes. */
function sample(schema) {
  if ('const' in schema) return schema.const;
  if (schema.anyOf) return sample(schema.anyOf[0]);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'array':
      return schema.prefixItems ? schema.prefixItems.map(sample) : [sample(schema.items)];
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, sample(schema.properties[key])]));
    default:
      return schema.examples?.[0] ?? 'x';
  }
}

/** Whether the manifest's own rule says of a key or value that a later release brings it. */
function laterTest(compile) {
  return (path, value) => {
    const manifest = { meshinit: 1, defaults: { os: 'debian-12' }, hosts: { host1: { address: '10.0.0.11' } } };
    const steps = path.map((step) => (step === '<name>' ? 'host1' : step));
    if (steps.some((step) => step.endsWith('[]'))) return false;
    let node = manifest;
    for (const step of steps.slice(0, -1)) {
      node[step] ??= {};
      node = node[step];
    }
    node[steps.at(-1)] = value;
    return compile(JSON.stringify(manifest)).diagnostics.some(({ code: found }) => found === 'MI0602');
  };
}
