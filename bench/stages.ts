import { readFileSync } from 'node:fs';
import { checkManifest } from '../src/check/check.ts';
import { compile } from '../src/compile.ts';
import { checkRawParts } from '../src/document/check-raw-parts.ts';
import { OutputDirectory } from '../src/edge/output-directory.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import { parseManifest } from '../src/manifest/parse.ts';
import { planNetworks } from '../src/mesh/plan.ts';

const [, , file = '', output = ''] = process.argv;

let spent: Record<string, number> = {};
function timed<Result>(stage: string, work: () => Result): Result {
  const begun = performance.now();
  const result = work();
  spent[stage] = (spent[stage] ?? 0) + performance.now() - begun;
  return result;
}

const text = readFileSync(file, 'utf8');
function planned(): void {
  const { source, reporter, input, broken } = timed('parse', () => parseManifest(text));
  if (!input) throw new Error('the manifest cannot be read');
  const manifest = timed('check', () => {
    const read = readManifest(input, source.keysOf(['hosts']));
    checkManifest(read, broken, reporter);
    checkRawParts(read, broken, undefined, reporter);
    return read;
  });
  timed('plan', () => planNetworks(manifest, {}, reporter));
}
// Each stage as often as in the whole: else the first would be charged with what V8 does once.
planned();
spent = {};
planned();

// The whole, as the command line has it: what is neither the above nor writing is rendering and packing.
const directory = new OutputDirectory(output);
const { cluster } = timed('all', () =>
  compile(text, { take: (document) => timed('write', () => directory.add(document)) }),
);
if (!cluster) throw new Error('the manifest does not compile');
const { name, nodes } = cluster;
const owner = { name, hosts: nodes.map((node) => node.name), inputs: [], lock: undefined };
const placing = performance.now();
directory
  .commit(owner, async () => undefined)
  .then(() => {
    const { all = 0, parse = 0, check = 0, plan = 0, write = 0 } = spent;
    const render = Math.max(0, all - parse - check - plan - write);
    const stages = { parse, check, plan, render, write: write + performance.now() - placing };
    const inSeconds = Object.entries(stages).map(([stage, ms]) => [stage, Number((ms / 1000).toFixed(3))]);
    console.log(JSON.stringify(Object.fromEntries(inSeconds)));
  });
