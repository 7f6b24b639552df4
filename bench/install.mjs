// What an install costs: `node bench/install.mjs` measures the package and the executable and keeps that in bench/install.json,
// which docs/performance.md is made from. `node bench/install.mjs TARBALL` measures another package, as what was before.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medians } from './measure.mjs';

const RESULTS = fileURLToPath(new URL('install.json', import.meta.url));
const [other] = process.argv.slice(2);

const directory = mkdtempSync(join(tmpdir(), 'meshinit-install-'));
const project = join(directory, 'project');
const cache = join(directory, 'cache');

/** `npm install` into an empty project, with nothing in npm's cache. */
function install(tarball) {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', project, '--cache', cache];
  return {
    command: ['npm', 'install', ...flags, resolve(tarball)],
    before() {
      for (const place of [project, cache]) rmSync(place, { recursive: true, force: true });
      mkdirSync(project);
      writeFileSync(join(project, 'package.json'), '{ "private": true }');
    },
  };
}

function pack() {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory];
  return join(directory, execFileSync('npm', args, { encoding: 'utf8' }).trim());
}

function measured(tarball) {
  const { install: seconds } = medians({ install: install(tarball) }, 5);
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  return {
    seconds: seconds.wall,
    packages: Object.keys(lock.packages).filter((path) => path !== '').length,
    tarball: statSync(tarball).size,
    installed: files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0),
  };
}

function executable() {
  const file = join(directory, 'meshinit');
  execFileSync(process.execPath, ['scripts/build-executable.mjs', file], { stdio: 'ignore' });
  return statSync(file).size;
}

try {
  const kept = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  const results = other
    ? { ...kept, before: measured(other) }
    : { ...kept, now: measured(pack()), executable: executable(), load: Number(loadavg()[0].toFixed(1)) };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  console.log(results);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
