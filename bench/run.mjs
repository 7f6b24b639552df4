// How long meshinit takes, and what people use instead: `npm run bench` prints it in two minutes, with the ratios to the aims
// of aims.mjs; `npm run bench -- --write` measures what takes longer too, Ansible and the playground, and keeps it in
// bench/results.json, which docs/performance.md is made from. On an idle machine, of which it says the load; Debian's packages
// python3, python3-jinja2 and python3-yaml are needed, for all of it chromium, ansible-core and cloud-init.
//   --against FILE  also measures 10,000 hosts with another build's dist/meshinit.cjs
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { shellAsText } from '../scripts/shell-text.mjs';
import { ratios } from './aims.mjs';
import { BUNDLE, bench } from './calls.mjs';
import { checkInWorker } from './check-in-worker.mjs';
import { clusters, manifest, SURVIVE_TWO } from './clusters.mjs';
import { medians, UNSET } from './measure.mjs';

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));
const { write: isWhole, against } = parseArgs({
  options: { write: { type: 'boolean' }, against: { type: 'string' } },
}).values;

if (!existsSync(BUNDLE)) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
const { ansible, assertSame, jinja2, makeMime, missingPackages, prepare } = await import('./rivals.mjs');
const missing = missingPackages(isWhole);
if (missing.length > 0) throw new Error(`the rivals are not all here: apt-get install ${missing.join(' ')}`);
const here = bench();
const { directory, file, compilation } = here;
const titleOf = ({ hosts, topology = 'full' }) => `${hosts} hosts, ${topology}`;

function startUp() {
  const path = file({ hosts: 3 });
  return medians(
    {
      'node -e 0': here.bare,
      'meshinit --version': { command: here.call('--version') },
      'meshinit check': { command: here.call('check', path) },
      'meshinit compile': compilation(path),
    },
    21,
  );
}

/** The first compilation of a thousand hosts, one that finds all as it is to be, and the first of another layout. */
function again() {
  const path = file({ hosts: 1000 });
  const routed = compilation(file({ hosts: 1000, layout: 'routed' }));
  return medians({ first: compilation(path), again: here.again(path), routed }, 3);
}

/** Ten thousand hosts by another build and by this one. */
function before() {
  const path = file({ hosts: 10_000, topology: SURVIVE_TWO });
  return medians({ before: compilation(path, against), now: compilation(path) }, 3);
}

async function stages(paths) {
  const program = join(directory, 'stages.cjs');
  await build({
    ...{ entryPoints: ['bench/stages.ts'], outfile: program, bundle: true, platform: 'node', format: 'cjs' },
    ...{ target: 'node20.19', plugins: [shellAsText], define: { MESHINIT_VERSION: '"0"' }, logLevel: 'warning' },
  });
  return paths.map((path) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, path, join(directory, 'staged')], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    rmSync(join(directory, 'staged'), { recursive: true });
    return JSON.parse(stdout);
  });
}

async function sizes() {
  const paths = clusters.map(file);
  const whole = paths.map((path, index) =>
    medians({ compile: compilation(path) }, clusters[index].hosts > 1000 ? 2 : 3),
  );
  const apart = await stages(paths);
  return clusters.map((cluster, index) => ({ title: titleOf(cluster), ...whole[index].compile, stages: apart[index] }));
}

function rivals() {
  const against = (hosts, runs, calls) => {
    const path = file({ hosts, provider: 'nocloud' });
    const work = prepare(path, join(directory, `rivals-${hosts}`));
    const made = Object.fromEntries(Object.entries(calls({ work, path })).filter(([, call]) => call));
    const result = medians(made, runs);
    for (const [name, call] of Object.entries(made)) if (call.output && !name.includes('gzip')) assertSame(work, call);
    return { hosts, result };
  };
  return [
    against(1000, 2, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
      'Jinja2 loop, inventory in JSON': jinja2(work, ['json']),
    })),
    against(1000, 2, ({ work }) => ({
      'meshinit compile, packed to fit 16,384 bytes': compilation(file({ hosts: 1000 })),
      'Jinja2 loop and gzip': jinja2(work, ['gzip']),
    })),
    against(100, isWhole ? 3 : 5, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
      'Jinja2 loop, inventory in JSON': jinja2(work, ['json']),
      'ansible-core template': isWhole && ansible(work),
    })),
    against(3, 9, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
      'Jinja2 loop, inventory in JSON': jinja2(work, ['json']),
      'ansible-core template': isWhole && ansible(work),
      'cloud-init devel make-mime, one host': isWhole && makeMime(work),
    })),
  ];
}

function table(head, rows) {
  const Table = createRequire(import.meta.url)('cli-table3');
  const shown = new Table({ head, style: { head: [], border: [] } });
  shown.push(...rows);
  console.log(`${shown.toString()}\n`);
}

const s = (value) => `${value.toFixed(value < 0.1 ? 3 : 2)} s`;
const usage = ({ wall, cpu, peak }) => [s(wall), s(cpu), `${peak} MiB`];

try {
  const results = {
    machine: {
      cpu: cpus()[0].model,
      cores: cpus().length,
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      load: Number(loadavg()[0].toFixed(1)),
      node: process.version,
      unset: UNSET,
    },
    startUp: startUp(),
    sizes: await sizes(),
    again: again(),
    inWorker: await checkInWorker(manifest({ hosts: 1000 })),
    rivals: rivals(),
    ...(against && { before: before() }),
    ...(isWhole && { playground: await (await import('./playground.mjs')).playground() }),
  };
  console.log(results.machine);
  table(
    ['start-up', 'wall', 'CPU', 'peak'],
    Object.entries(results.startUp).map(([name, one]) => [name, ...usage(one)]),
  );
  table(
    ['compile', 'wall', 'CPU', 'peak', 'parse', 'check', 'plan', 'render', 'write'],
    results.sizes.map((one) => [one.title, ...usage(one), ...Object.values(one.stages).map(s)]),
  );
  for (const { hosts, result } of results.rivals) {
    table(
      [`${hosts} hosts`, 'wall', 'CPU', 'peak'],
      Object.entries(result).map(([name, one]) => [name, ...usage(one)]),
    );
  }
  table(
    ['aims, as ratios', 'found', 'at most', ''],
    ratios(results).map(({ title, found, most }) => [title, found, most, found <= most ? 'reached' : 'missed']),
  );
  if (results.before) {
    const { before, now } = results.before;
    table(
      ['10,000 hosts', 'wall', 'CPU', 'peak'],
      [
        [against, ...usage(before)],
        ['this build', ...usage(now)],
        ['ratio', (now.wall / before.wall).toFixed(2), (now.cpu / before.cpu).toFixed(2), ''],
      ],
    );
  }
  if (isWhole) {
    writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
    console.log('wrote bench/results.json: now npm run generate');
  }
} finally {
  here.remove();
}
