// How long meshinit takes, and what people use instead: `npm run bench` prints it, `npm run bench -- --write` keeps it in
// bench/results.json, which docs/performance.md is made from. On an idle machine, of which it says the load; Debian's
// packages chromium, python3, python3-jinja2, python3-yaml, ansible-core and cloud-init are needed.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { shellAsText } from '../scripts/shell-text.mjs';
import { clusters, manifest } from './clusters.mjs';
import { medians } from './measure.mjs';
import { playground } from './playground.mjs';
import { ansible, assertSame, jinja2, makeMime, missingPackages, prepare } from './rivals.mjs';

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));
const BUNDLE = resolve('dist/meshinit.cjs');

const missing = missingPackages();
if (missing.length > 0) throw new Error(`the rivals are not all here: apt-get install ${missing.join(' ')}`);
if (!existsSync(BUNDLE)) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

const directory = mkdtempSync(join(tmpdir(), 'meshinit-bench-'));
const file = (cluster) => {
  const path = join(directory, `${Object.values(cluster).join('-').replaceAll(/\W+/g, '-')}.yaml`);
  writeFileSync(path, manifest(cluster));
  return path;
};
const titleOf = ({ hosts, topology = 'full' }) => `${hosts} hosts, ${topology}`;

/** A compilation into an empty directory, without a lock, as the first one is. */
function compilation(path, ...flags) {
  const output = join(directory, 'out');
  return {
    command: [process.execPath, BUNDLE, 'compile', path, '-o', output, ...flags],
    before() {
      rmSync(output, { recursive: true, force: true });
      rmSync(path.replace(/yaml$/, 'lock'), { force: true });
    },
  };
}

function startUp() {
  const path = file({ hosts: 3 });
  return medians(
    {
      'node -e 0': { command: [process.execPath, '-e', '0'] },
      'meshinit --version': { command: [process.execPath, BUNDLE, '--version'] },
      'meshinit check': { command: [process.execPath, BUNDLE, 'check', path] },
      'meshinit compile': compilation(path),
    },
    21,
  );
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
    medians({ compile: compilation(path) }, clusters[index].hosts > 100 ? 3 : 5),
  );
  const apart = await stages(paths);
  return clusters.map((cluster, index) => ({ title: titleOf(cluster), ...whole[index].compile, stages: apart[index] }));
}

function rivals() {
  const against = (hosts, runs, calls) => {
    const path = file({ hosts, provider: 'nocloud' });
    const work = prepare(BUNDLE, path, join(directory, `rivals-${hosts}`));
    const made = calls({ work, path });
    const result = medians(Object.fromEntries(Object.entries(made)), runs);
    for (const [name, call] of Object.entries(made)) if (call.output && !name.includes('gzip')) assertSame(work, call);
    return { hosts, result };
  };
  return [
    against(1000, 3, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
    })),
    against(1000, 3, ({ work }) => ({
      'meshinit compile, packed to fit 16,384 bytes': compilation(file({ hosts: 1000 })),
      'Jinja2 loop and gzip': jinja2(work, ['gzip']),
    })),
    against(100, 3, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
      'ansible-core template': ansible(work),
    })),
    against(3, 9, ({ work, path }) => ({
      'meshinit compile': compilation(path),
      'Jinja2 loop': jinja2(work),
      'ansible-core template': ansible(work),
      'cloud-init devel make-mime, one host': makeMime(work),
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
    },
    startUp: startUp(),
    sizes: await sizes(),
    rivals: rivals(),
    playground: await playground(),
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
    ['playground', 'all', 'page', 'compiler', 'first paint', 'mesh drawn'],
    [
      [
        'compressed bytes',
        ...Object.values(results.playground.bytes),
        s(results.playground.firstPaint),
        s(results.playground.drawn),
      ],
    ],
  );
  if (process.argv.includes('--write')) {
    writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
    console.log('wrote bench/results.json: now npm run generate');
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
