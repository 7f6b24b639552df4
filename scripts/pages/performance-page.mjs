import { ratios } from '../../bench/aims.mjs';
import { bytesByHosts, bytesBySystem, mostReadable } from './bytes-tables.mjs';
import { generated, table, thousands } from './markdown.mjs';

const seconds = (value) => `${value < 0.1 ? value.toFixed(3) : value.toFixed(2)} s`;
const usage = ({ wall, cpu, peak }) => [seconds(wall), seconds(cpu), `${peak} MiB`];
const USAGE = ['Wall clock', 'CPU', 'Peak memory'];

/** What a rival does otherwise, by the beginning of its name. */
const DIFFERS = {
  'meshinit compile': 'Checks the manifest, plans addresses, links and MTU, and keeps them in the lock',
  'Jinja2 loop, inventory in JSON': 'The same with an inventory that Python’s own reader of JSON reads',
  'Jinja2 loop':
    'Python, one template, PyYAML’s inventory. It gets the planned numbers as input: it plans nothing, checks nothing, and overwrites existing files',
  'ansible-core template':
    'The same template by Ansible’s module on localhost; like the loop, but it also compares each file',
  'cloud-init devel make-mime': 'Wraps one existing document and a script as MIME parts; generates nothing itself',
};

const differs = (name) => Object.entries(DIFFERS).find(([start]) => name.startsWith(start))?.[1] ?? '';

const titleOf = ({ title }) => title.replace(/^\d+/, (hosts) => thousands(Number(hosts)));

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Getting it. */
const installSection = ({ before, now, executable, load }) => [
  '## Installing',
  `\`npm install\` of the package’s file into an empty project, with an empty cache, from a registry nearby, at a load of ${load}. *Before* is what it was when the package left a part of its code to other packages. One executable file has ${megabytes(executable)}, most of it Node.js; it needs no install.\n`,
  table(
    ['', 'Seconds', 'Packages', 'Package’s file', 'On disk'],
    Object.entries({ Before: before, Now: now }).map(([name, one]) => [
      name,
      seconds(one.seconds),
      String(one.packages),
      megabytes(one.tarball),
      megabytes(one.installed),
    ]),
  ),
];

/** Of the environment's variables, the one that a figure depends on. */
const unset = ({ unset: name }) =>
  name === undefined ? '' : ` \`${name}\` is unset: with it, Node.js starts two to three times as slowly.`;

/** How far it is to the aims: as ratios, which say the same on every machine. */
const aimsSection = (results) => [
  '## Aims',
  'What a run is to take at most, as a ratio of wall clocks of the same run. `npm run bench:gate`, which CI runs, fails where a ratio of CPU time has become much worse.\n',
  table(
    ['Work', 'Aim: at most', 'Found', ''],
    ratios(results).map(({ title, most, found }) => [
      title,
      most.toFixed(2),
      found.toFixed(2),
      found <= most ? 'reached' : 'missed',
    ]),
  ),
];

/** The page in a browser. */
const playgroundSection = ({ bytes, firstPaint, drawn }) => [
  '## The playground',
  'Debian’s Chromium without a window, from loopback, with an empty cache. Bytes are compressed by gzip; a test keeps them below 500,000.\n',
  table(
    ['All files', 'Page and editor', 'Compiler', 'First paint', 'Mesh of three hosts drawn'],
    [[thousands(bytes.all), thousands(bytes.page), thousands(bytes.compiler), seconds(firstPaint), seconds(drawn)]],
  ),
];

/**
 * `docs/performance.md`.
 * @param results what `npm run bench -- --write` kept in bench/results.json
 * @param facts the compiler, and a manifest for each system with each of its stacks
 * @param before bench/bytes-before.json
 * @param install bench/install.json
 */
export function performancePage(results, facts, before, install) {
  const { machine, startUp, sizes, rivals, playground } = results;
  const bare = startUp['node -e 0'].wall;
  const largest = sizes.at(-1);
  const [three] = Object.entries(startUp)
    .filter(([name]) => name === 'meshinit compile')
    .map(([, one]) => one.wall / bare);
  return [
    generated('`bench/results.json`, which `npm run bench -- --write` writes'),
    '# Performance',
    `${machine.cores} cores (${machine.cpu}), ${machine.memory}, Node.js ${machine.node}, load ${machine.load} at the start. Each figure is the median of several interleaved runs. \`npm run bench\` measures it on your machine, in two minutes.${unset(machine)}\n`,
    `Three hosts take ${three.toFixed(1)} times as long as bare Node.js; ${titleOf(largest).replace(/ hosts, .*/, ' hosts')} take ${seconds(largest.wall)} and ${largest.peak} MiB, since each document is written to disk as soon as it is made.\n`,
    ...aimsSection(results),
    '## Start-up',
    table(
      ['Command', ...USAGE, 'Of bare Node.js'],
      Object.entries(startUp).map(([name, one]) => [`\`${name}\``, ...usage(one), (one.wall / bare).toFixed(2)]),
    ),
    'The command line starts from V8’s code cache, which the build makes for the Node.js version that it runs on; other versions compile the code again.\n',
    ...installSection(install),
    '## Sizes of clusters',
    'The first compilation, without a lock, for Amazon EC2. The columns on the right are the stages of a second compilation in one process: reading the manifest, checking it, planning, rendering and packing, and writing with `SHA256SUMS`.\n',
    table(
      ['Cluster', ...USAGE, 'Parse', 'Check', 'Plan', 'Render', 'Write'],
      sizes.map((one) => [titleOf(one), ...usage(one), ...Object.values(one.stages).map(seconds)]),
    ),
    '## A compilation that changes nothing',
    'Of 16 documents and more, `compile` leaves a record in `$XDG_CACHE_HOME/meshinit`, else `~/.cache/meshinit`: one file for each output directory, of the 64 latest, which only its owner can read. The next call reads the manifest, the lock and all that the manifest names, and compares one SHA-256 of these, of the options, the seed, the variables that `$env` names and the build of meshinit. Where that is the same, it reads each document, and where all have the bytes that `SHA256SUMS` says, and the record the sum of that, it says what it would say and ends. Anything else is compiled: times and inodes of files prove nothing. The record has digests, names of hosts and of variables, sizes, and the warnings, and nothing secret. It can be deleted at any time; with `MESHINIT_NO_CACHE=1` none is written or read, and the Action has none.\n',
    '## Bytes of a document',
    `The figures of this part are computed from the code, and a test keeps them so. One host of a full mesh of Debian hosts, Open vSwitch with VXLAN, at addresses that count up. Up to ${mostReadable(facts)} hosts the documents of a full mesh are readable in 16,384 bytes; before, it was 11.\n`,
    bytesByHosts(facts),
    'One of two hosts, with each system’s defaults and each of its stacks. *Before* is what it was when readable documents were made shorter. On the right is the first step of a compact document, beside what it was when each program was packed by itself; Ignition packs each file by itself.\n',
    bytesBySystem(facts, before),
    ...playgroundSection(playground),
    '## What people use instead',
    'All tools ran in the same session on the same cluster, a full mesh. The other tools produce the same documents as meshinit, byte for byte; otherwise the run fails. Packed documents have the same content.\n',
    ...rivals.map(({ hosts, result }) =>
      table(
        [`${thousands(hosts)} hosts`, ...USAGE, 'What it does'],
        Object.entries(result).map(([name, one]) => [name, ...usage(one), differs(name)]),
      ),
    ),
  ].join('\n');
}
