// Keeps what the lanes measured in test/tested.json, which docs/tested.md is made from: `npm run tested` runs both lanes
// first, with every cluster of the boot lane; `npm run tested FILE...` takes what they wrote into the files that
// MESHINIT_FIGURES named. All that was kept of a lane gives way to its new lines.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const kept = join(root, 'test/tested.json');

function runLanes(file) {
  const env = { ...process.env, MESHINIT_FIGURES: file, MESHINIT_TEST_ALL: '1', MESHINIT_BOOT: 'all' };
  for (const lane of ['test:net', 'test:boot']) {
    const { status } = spawnSync('npm', ['run', lane], { cwd: root, env, stdio: 'inherit' });
    if (status !== 0) throw new Error(`${lane} ended with ${status}: nothing is kept`);
  }
}

const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** A figure that was measured again replaces the one before it; a run is there once. */
function distinct(lines) {
  const byName = new Map(lines.map((line) => [JSON.stringify({ ...line, seconds: undefined }), line]));
  return [...byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
}

function collect(files) {
  const measured = files.flatMap(linesOf);
  const lanes = new Set(measured.map(({ lane }) => lane));
  const before = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : { runs: [], figures: [] };
  const all = [...[...before.runs, ...before.figures].filter(({ lane }) => !lanes.has(lane)), ...measured];
  const isFigure = (line) => 'seconds' in line;
  return { runs: distinct(all.filter((line) => !isFigure(line))), figures: distinct(all.filter(isFigure)) };
}

const folder = mkdtempSync(join(tmpdir(), 'meshinit-tested-'));
try {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    files.push(join(folder, 'figures'));
    runLanes(files[0]);
  }
  writeFileSync(kept, `${JSON.stringify(collect(files), null, 2)}\n`);
  console.log('wrote test/tested.json: now npm run generate');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
