import { readFileSync } from 'node:fs';

/** A curve's constructor and its methods, which a bundler keeps, used or not: a prototype is set. */
const CURVE = /^function (\w+)\(([\w, ]*)\) \{\n(?: .*\n|\n)*?\}\n\n\1\.prototype = \{\n(?: .*\n|\n)*?\};\n/gm;
const CURVE_OF = /^var (\w+) = \(function custom/gm;

/** d3-shape, of which what nobody uses can leave: 15 of 20 KB. */
export const leanD3Shape = {
  name: 'lean-d3-shape',
  setup: ({ onLoad }) =>
    onLoad({ filter: /d3-shape[/\\]dist[/\\]d3-shape\.mjs$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!CURVE.test(text)) throw new Error(`${path} has no curves: look whether it still needs ${import.meta.url}`);
      return {
        contents: text
          .replace(CURVE, 'var $1 = /* @__PURE__ */ (() => {\n$&return $1;\n})();\n')
          .replace(CURVE_OF, 'var $1 = /* @__PURE__ */ (function custom'),
        loader: 'js',
      };
    }),
};
