// What many routed hosts cost the planner, and peers the kernel of one host: `node bench/routes.mjs` measures it and keeps that
// in bench/routes.json, which docs/scale.md is made from. In namespaces of their own, hosts of layout routed and of BGP EVPN get
// the files of their documents, and their own meshinit-mesh fills the kernel's tables. Needs root, python3 with yaml, ip, bridge.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '../dist/index.js';
import { manifest } from './clusters.mjs';
import { medians } from './measure.mjs';

const PROGRAM = fileURLToPath(new URL('../dist/meshinit.cjs', import.meta.url));
const RESULTS = fileURLToPath(new URL('routes.json', import.meta.url));
const HOSTS = [1000, 2000, 4000, 10_000];
/** As many as the planner takes in one segment. */
const MOST_IN_SEGMENT = 2000;
/** Each time tables are filled anew. */
const RUNS = 3;
const EVPN = ', control: { evpn: { reflectors: [host1, host2] } }';

const directory = mkdtempSync(join(tmpdir(), 'meshinit-routes-'));

/** A file of the host, below the directory that stands for its own. */
function put(root, path, content, mode = 0o644) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

/** The files of host1's document. */
function filesOf(text) {
  const { documents, diagnostics } = compile(text, { hosts: ['host1'], readable: true });
  if (documents.length === 0) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const script = `import json, sys, yaml
print(json.dumps({file['path']: file['content'] for file in yaml.load(sys.stdin, yaml.CSafeLoader)['write_files']}))`;
  const input = documents[0].content;
  return JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 }));
}

/**
 * Keeps what a program is to do in one run, and says its nanoseconds and bytes, and the kB that the kernel takes for it and
 * cannot give back.
 */
const TIMED = `#!/bin/sh
PATH=\${PATH#*:}
[ "$*" = '-batch -' ] || exec NAME "$@"
held() { awk '/^(SUnreclaim|Percpu):/ { sum += $2 } END { print sum }' /proc/meminfo; }
cat >/run/NAME.batch
before=$(held)
begun=$(date +%s%N)
NAME -batch /run/NAME.batch || exit
took=$(($(date +%s%N) - begun))
echo "NAME $took $(wc -c </run/NAME.batch) $(($(held) - before))" >&3
`;

/** What a machine is before its first boot's work, then its first boot's work. A line for each thing measured. */
const SCRIPT = `set -eu
exec 3>&1 >/dev/null
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
for place in etc usr/local; do
  mkdir -p "/run/own/$place/files" "/run/own/$place/work"
  mount -t overlay -o "lowerdir=/$place,upperdir=/run/own/$place/files,workdir=/run/own/$place/work" overlay "/$place"
done
mkdir -p /etc/meshinit /usr/local/lib/meshinit /usr/local/sbin
cp "$1"/etc/meshinit/* /etc/meshinit
cp "$1"/usr/local/lib/meshinit/* /usr/local/lib/meshinit
cp "$1"/usr/local/sbin/* /usr/local/sbin
ip link set lo up
ip link add eth0 type veth peer name other
ip addr add 172.16.0.1/12 dev eth0
ip link set eth0 up
timed() {
  begun=$(date +%s%N)
  meshinit-mesh
  echo "$1 $(($(date +%s%N) - begun))" >&3
}
`;
/** Its batch files measured, after which its tables stay until it is told to end: what one frees the next would take. */
const KEEPS = `(PATH=$1/bin:$PATH meshinit-mesh)
echo kept >&3
exec cat
`;
const TIMES = `timed first
timed again
`;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The directory of host1's files, among so many. */
function hostFiles(hosts, layout, control = '') {
  const root = join(directory, `${hosts}-${layout}`);
  const files = filesOf(manifest({ hosts, topology: `full${control}`, layout, provider: 'nocloud' }));
  for (const [path, content] of Object.entries(files)) {
    put(root, path, content, path.includes('/sbin/') ? 0o755 : 0o644);
  }
  for (const name of ['ip', 'bridge']) put(root, `bin/${name}`, TIMED.replaceAll('NAME', name), 0o755);
  return root;
}

/** Numbers that were said of something, one of each line. */
const said = (text, name, place = 1) =>
  text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([what]) => what === name)
    .map((line) => Number(line[place]));

const seconds = (nanoseconds) => Number((median(nanoseconds) / 1e9).toFixed(3));

const inNamespace = (script, root) => ['--net', '--mount', 'sh', '-c', SCRIPT + script, 'sh', root];

/** Machines whose tables stay. */
const kept = [];

async function batches(root) {
  let text = '';
  for (let run = 0; run < RUNS; run += 1) {
    const machine = spawn('unshare', inNamespace(KEEPS, root), { stdio: ['pipe', 'pipe', 'inherit'] });
    kept.push(machine);
    const before = text.length;
    machine.stdout.on('data', (data) => (text += data));
    while (!text.slice(before).includes('kept\n')) {
      await Promise.race([once(machine.stdout, 'data'), once(machine, 'exit')]);
      if (machine.exitCode !== null) throw new Error(`the machine of ${root} does not come up: ${text}`);
    }
  }
  const of = (place) => median(said(text, 'ip', place)) + median(said(text, 'bridge', place));
  return { bytes: of(2), ip: seconds(said(text, 'ip')), bridge: seconds(said(text, 'bridge')), memory: of(3) * 1024 };
}

/** The whole program on a new host, and on one where nothing is to be done. */
function program(root) {
  const call = () => execFileSync('unshare', inNamespace(TIMES, root), { encoding: 'utf8' });
  const text = Array.from({ length: RUNS }, call).join('');
  return { mesh: seconds(said(text, 'first')), again: seconds(said(text, 'again')) };
}

/** One document, and the look at all of them: seconds of CPU time, MiB. Azure takes documents of ten thousand. */
function planned(hosts) {
  const file = join(directory, `${hosts}.yaml`);
  writeFileSync(file, manifest({ hosts, layout: 'routed', provider: 'azure' }));
  const call = (...words) => ({ command: ['node', PROGRAM, ...words, file] });
  const one = call('compile', '--host', 'host1', '--stdout');
  const { one: compile, all: check } = { ...medians({ one }, 5), ...medians({ all: call('check') }, 1) };
  return { hosts, compile, check };
}

try {
  const planner = [1000, 10_000].map(planned);
  console.log(JSON.stringify(planner));
  const rows = [];
  // First what the kernel has of free memory in its caches is taken, which would hide what tables take.
  await batches(hostFiles(HOSTS.at(-1), 'routed'));
  for (const hosts of HOSTS) rows.push({ hosts, routed: await batches(hostFiles(hosts, 'routed')) });
  for (const machine of kept) machine.stdin.end();
  for (const row of rows) {
    Object.assign(row.routed, program(hostFiles(row.hosts, 'routed')));
    if (row.hosts <= MOST_IN_SEGMENT) row.evpn = program(hostFiles(row.hosts, 'shared', EVPN));
    console.log(JSON.stringify(row));
  }
  const kernel = release().split('.').slice(0, 2).join('.');
  const results = { planner, rows, runs: RUNS, cores: cpus().length, kernel, load: Number(loadavg()[0].toFixed(1)) };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  for (const machine of kept) machine.stdin.end();
  rmSync(directory, { recursive: true, force: true });
}
