import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Modules that most calls of the command line need nothing of. What imports them gets stand-ins of their functions, and the
 * first call of one loads the module. A module in the list exports functions alone.
 */
const SOURCES = [
  'src/addresses/ipv6-text.ts',
  'src/cli/table.ts',
  'src/document/check-compose.ts',
  'src/document/gzip.ts',
  'src/manifest/json-schema.ts',
  'src/manifest/judge-shape.ts',
  'src/mesh/parse-lock.ts',
  'src/project/apply-settings.ts',
  'src/project/typed-text.ts',
  'src/secrets/inflated.ts',
];

/** Packages that a start must do without, since they take longer to load than a mesh to plan. */
const LATE = ['cli-table3', 'csv-parse', 'diff', 'fflate', 'ip-num', 'zod'];

/** Of Node.js, what is not loaded anyway. */
const BUILT_IN = ['node:child_process', 'node:crypto', 'node:http', 'node:os', 'node:sea', 'node:timers/promises'];

const EXPORT = /^export (?:async )?(?:function|const|class) (\w+)(.*)/gm;
const IS_FUNCTION = /^export (?:async )?(?:function |const \w+ = (?:async )?(?:\(|<))/;

/** @throws Error where a start would load what has to wait: by whom it is imported, beginning with it */
export function refuseEarly({ inputs, outputs }) {
  const [entry] = Object.values(outputs).map(({ entryPoint }) => entryPoint);
  const importers = new Map([[entry, undefined]]);
  for (const path of importers.keys()) {
    if (path.startsWith('on-demand:')) continue;
    for (const { path: imported, kind, external } of inputs[path].imports) {
      if (!external && kind !== 'dynamic-import' && !importers.has(imported)) importers.set(imported, path);
    }
  }
  const early = [...importers.keys()].find((path) => LATE.some((name) => path.includes(`node_modules/${name}/`)));
  if (early === undefined) return;
  const way = [];
  for (let path = early; path !== undefined; path = importers.get(path)) way.push(path);
  throw new Error(`a start is to load no ${early}: it is imported by ${way.slice(1).join(', by ')}`);
}

/** The functions that a module of ours exports. */
function functionsOf(path) {
  return [...readFileSync(path, 'utf8').matchAll(EXPORT)].map(([line, name]) => {
    if (IS_FUNCTION.test(line)) return name;
    throw new Error(`${path} is loaded on demand: it can export functions and types alone, not ${name}`);
  });
}

const standIns = (functions, module, others = []) =>
  [
    `let loaded; const load = () => (loaded ??= require(${JSON.stringify(module)}));`,
    ...functions.map((name) => `export const ${name} = (...words) => load().${name}(...words);`),
    ...others.map((name) => `export const ${name} = /* @__PURE__ */ (() => load().${name})();`),
  ].join('\n');

/** Whoever imports what is no function has the module loaded at once. */
async function standInsOfBuiltIn(module) {
  const { default: _, ...all } = await import(module);
  const isFunction = (name) => typeof all[name] === 'function';
  const names = Object.keys(all);
  return standIns(
    names.filter(isFunction),
    module,
    names.filter((name) => !isFunction(name)),
  );
}

/** Of our modules. */
export const onDemand = {
  name: 'on-demand',
  setup({ onLoad, onResolve }) {
    const paths = new Set(SOURCES.map((path) => resolve(path)));
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
      const whole = resolve(resolveDir, path);
      return kind === 'import-statement' && paths.has(whole) ? { path: whole, namespace: 'on-demand' } : undefined;
    });
    onLoad({ filter: /./, namespace: 'on-demand' }, ({ path }) => ({
      contents: standIns(functionsOf(path), path),
      resolveDir: dirname(path),
    }));
  },
};

/** Of Node.js's. */
export const builtInOnDemand = {
  name: 'built-in-on-demand',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^(?:${BUILT_IN.join('|')})$`) }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'built-in-on-demand' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'built-in-on-demand' }, async ({ path }) => ({
      contents: await standInsOfBuiltIn(path),
      resolveDir: '.',
    }));
  },
};
