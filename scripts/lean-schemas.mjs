import { readFileSync } from 'node:fs';

/** Words of a JSON schema that are for people alone: three quarters of it. */
const PROSE = ['$id', 'title', 'description', 'deprecated', 'examples', 'label', 'hidden', 'default'];

/** A schema without them. In a map of properties the same words are names, and stay. */
function withoutProse(node, areNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutProse(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => areNames || !PROSE.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'enum'
        ? value
        : withoutProse(value, !areNames && ['properties', 'patternProperties', '$defs', 'definitions'].includes(key)),
    ]),
  );
}

/** Others' schemas are carried whole and bundled lean: every start of the command line reads the bundle. */
export const leanSchemas = {
  name: 'lean-schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /(?:third-party[/\\].*\.schema|schemas[/\\]accepted)\.json$/ }, ({ path }) => ({
      // A text that is parsed is a quarter of the work of a literal, and its only user takes a copy, through JSON.
      contents: `export default { toJSON: () => JSON.parse(${JSON.stringify(JSON.stringify(withoutProse(JSON.parse(readFileSync(path, 'utf8')))))}) }`,
      loader: 'js',
    })),
};
