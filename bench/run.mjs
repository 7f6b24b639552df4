// How long meshinit takes: start-up of the bundled command line, and the stages for clusters of 3, 100 and 1000 hosts.
// Figures of a shared machine: take the medians, and the ratio to bare node rather than the milliseconds.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const RUNS = Number(process.argv[2] ?? 21);
const SIZES = [3, 100, 1000];
const BUNDLE = resolve('dist/meshinit.cjs');
if (!existsSync(BUNDLE)) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

const directory = mkdtempSync(join(tmpdir(), 'meshinit-bench-'));

/** A full mesh of hosts in 172.16.0.0/12, whose containers have 10.0.0.0/8. The provider takes documents of any size. */
function manifest(count) {
  const hosts = Array.from(
    { length: count },
    (_, index) => `  host${index + 1}: { address: 172.16.${Math.floor(index / 250)}.${(index % 250) + 1} }\n`,
  );
  return `meshinit: 1\nname: bench\ndefaults: { os: debian-12, provider: nocloud }\nhosts:\n${hosts.join('')}network: { subnet: 10.0.0.0/8, slice: /20 }\n`;
}

const paths = new Map(
  SIZES.map((size) => {
    const path = join(directory, `bench-${size}.yaml`);
    writeFileSync(path, manifest(size));
    return [size, path];
  }),
);

/** Wall clock of one call in milliseconds. */
function clock(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Median of each command, taken in turns, so that a busy moment of the machine meets all of them. */
function medians(commands, runs) {
  const times = commands.map(() => []);
  for (let round = 0; round < runs; round += 1) {
    for (const [index, command] of commands.entries()) times[index].push(clock(command));
  }
  return times.map(median);
}

/** Peak resident memory of one call, in MiB: the kernel's own figure at its end. */
function peakMemory(args) {
  const script = `process.argv.splice(1, 1); process.on('exit', () => require('node:fs').writeSync(2, '\\npeak ' + process.resourceUsage().maxRSS)); require(process.argv[1]);`;
  const { stderr } = spawnSync(process.execPath, ['-e', script, 'x', BUNDLE, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return Number(/peak (\d+)$/.exec(stderr)?.[1]) / 1024;
}

function print(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ');
  console.log([line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'));
}

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

try {
  const three = paths.get(3);
  const [bare, check, compile] = medians(
    [
      ['-e', '0'],
      [BUNDLE, 'check', three],
      [BUNDLE, 'compile', three, '-o', join(directory, 'three')],
    ],
    RUNS,
  );
  console.log(`Start-up, three hosts: median of ${RUNS}, wall clock\n`);
  print(
    ['command', 'time', 'of bare node'],
    [
      ['node -e 0', ms(bare), '1.00'],
      ['meshinit check', ms(check), (check / bare).toFixed(2)],
      ['meshinit compile', ms(compile), (compile / bare).toFixed(2)],
    ],
  );

  console.log(
    '\nFull mesh: wall clock of the whole command, median of 3; compile renders and writes what plan does not need\n',
  );
  const rows = SIZES.map((size) => {
    const path = paths.get(size);
    const out = join(directory, `out-${size}`);
    const [checked, written] = medians(
      [
        [BUNDLE, 'check', path],
        [BUNDLE, 'compile', path, '-o', out],
      ],
      3,
    );
    return [
      String(size),
      String((size * (size - 1)) / 2),
      ms(checked),
      ms(written),
      `${peakMemory(['compile', path, '-o', out]).toFixed(0)} MiB`,
    ];
  });
  print(['hosts', 'links', 'check', 'compile', 'peak memory'], rows);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
