// What many containers and names cost a host: `node bench/containers.mjs` measures it and keeps that in bench/containers.json,
// which docs/scale.md is made from. It takes the programs out of a compiled document. Docker is one that says what it is told to
// say. Needs python3, dnsmasq and dig.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '../dist/index.js';

const RESULTS = fileURLToPath(new URL('containers.json', import.meta.url));
const MANY = 500;
const HOSTS = 20;
const PORT = 5399;

const directory = mkdtempSync(join(tmpdir(), 'meshinit-containers-'));
const put = (name, text, mode = 0o644) => {
  writeFileSync(join(directory, name), text);
  chmodSync(join(directory, name), mode);
};

/** The median of five runs, in seconds. */
function median(work) {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    work();
    return (performance.now() - begun) / 1000;
  });
  return Number(times.sort((a, b) => a - b)[2].toFixed(3));
}

const manifest = JSON.stringify({
  meshinit: 1,
  name: 'lab',
  defaults: { os: 'debian-12', provider: 'nocloud' },
  hosts: { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' } },
  network: { docker: 'mesh', slice: '/22' },
  containers: Object.fromEntries(
    Array.from({ length: MANY }, (_, index) => [
      `name-${index}`,
      {
        image: 'box:1',
        hosts: 'host1',
        ports: [`${10_000 + index}:80`],
        ...(index && { links: [`name-${index - 1}:before`] }),
      },
    ]),
  ),
});

/** A host's files, as they are in a readable document. */
function filesOf(document) {
  const text = new TextDecoder().decode(document.content);
  const script = `import json, sys, yaml
print(json.dumps({file['path']: file['content'] for file in yaml.safe_load(sys.stdin)['write_files']}))`;
  return JSON.parse(execFileSync('python3', ['-c', script], { input: text, encoding: 'utf8', maxBuffer: 1 << 28 }));
}

const inPlace = (text) =>
  text
    .replaceAll('/usr/local/lib/meshinit/', `${directory}/`)
    .replaceAll('/etc/meshinit/', `${directory}/`)
    .replaceAll('/run/dnsmasq-meshinit/', `${directory}/`)
    .replaceAll('/run/meshinit', `${directory}/run`)
    .replaceAll('/dev/console', '/dev/null');

/** Every container runs as declared: what a host does at a boot and after each patch when there is nothing to do. */
function programs(files) {
  for (const [path, content] of Object.entries(files)) {
    if (/^\/etc\/meshinit\/(?:containers|host\.conf)$|common\.sh$/.test(path))
      put(path.replace(/.*\//, ''), inPlace(content));
  }
  const list = files['/etc/meshinit/containers'].split('\n').filter((line) => line !== '' && !line.startsWith('+'));
  put('running', list.map((line) => `${line.split(' ').slice(0, 2).join(' ')} Up 3 minutes\n`).join(''));
  put('docker', `#!/bin/sh\ncat ${directory}/running\n`, 0o755);
  put('program', inPlace(files['/usr/local/sbin/meshinit-containers']));
  const check = inPlace(files['/usr/local/sbin/meshinit-check']);
  const part = check.slice(
    check.indexOf('container_runs() {'),
    check.search(/^\[ "\$NETWORK" \] \|\| check_containers|^check_containers$/m),
  );
  put('check', `check() { shift; "$@" || echo FAIL; }\n${part}\ncheck_containers\n`);
  const env = { ...process.env, PATH: `${directory}:${process.env.PATH}` };
  const run = (name) => () => {
    const said = execFileSync('sh', [join(directory, name)], { env, encoding: 'utf8' });
    if (said !== '') throw new Error(said);
  };
  return { reconcile: median(run('program')), check: median(run('check')) };
}

const DIRECTORY = `import json, re, sys, time
source, hosts, many = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
exec(re.sub(r"\\nif sys\\.argv.*", "\\n", open(source).read(), flags=re.S))
known = Directory(None).hosts
tables = {'host%d' % h: {'%064x' % (h * many + c): [['name%d-%d' % (h, c), 'service%d-%d' % (h, c)],
  {'mesh': ['172.17.%d.%d' % (2 * h + c // 250, c % 250)]}, False] for c in range(many)} for h in range(1, hosts + 1)}
times = []
for _ in range(5):
    begun = time.time()
    put(PLACE + 'hosts', ''.join(lines(known, tables)))
    times.append(time.time() - begun)
print(sorted(times)[2])`;

/** From a change of one name among ten thousand until dnsmasq answers from the new list. */
async function names(files) {
  put('directory', inPlace(files['/usr/local/sbin/meshinit-directory']));
  put('directory.json', inPlace(files['/etc/meshinit/directory.json']));
  put(
    'peers',
    Array.from({ length: HOSTS - 1 }, (_, index) => `- - 172.17.0.${index + 2} host${index + 2}\n`).join(''),
  );
  const words = ['-c', DIRECTORY, join(directory, 'directory'), String(HOSTS), String(MANY)];
  const write = Number(execFileSync('python3', words, { encoding: 'utf8' }));
  const settings = [
    `port=${PORT}`,
    'listen-address=127.0.0.1',
    'bind-interfaces',
    'no-hosts',
    'no-resolv',
    'user=root',
  ];
  put('settings', `${settings.join('\n')}\naddn-hosts=${directory}/hosts\npid-file=${directory}/pid\nlocal=//\n`);
  const dnsmasq = spawn('dnsmasq', ['--keep-in-foreground', `--conf-file=${join(directory, 'settings')}`], {
    stdio: 'inherit',
  });
  const ask = () =>
    execFileSync('sh', [
      '-c',
      `until dig +short +time=1 +tries=1 -p ${PORT} @127.0.0.1 name${HOSTS}-${MANY - 1} | grep -q '^172'; do :; done`,
    ]);
  try {
    ask();
    const idle = median(ask);
    const reloaded = median(() => {
      dnsmasq.kill('SIGHUP');
      ask();
    });
    return {
      write: Number(write.toFixed(3)),
      reload: Number(Math.max(0, reloaded - idle).toFixed(3)),
      bytes: statSync(join(directory, 'hosts')).size,
    };
  } finally {
    dnsmasq.kill();
  }
}

try {
  const { documents, diagnostics } = compile(manifest, { readable: true });
  if (documents.length === 0) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const files = filesOf(documents[0]);
  const results = {
    containers: MANY,
    hosts: HOSTS,
    compile: median(() => compile(manifest)),
    ...programs(files),
    ...(await names(files)),
    load: Number(loadavg()[0].toFixed(1)),
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  console.log(readFileSync(RESULTS, 'utf8'));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
