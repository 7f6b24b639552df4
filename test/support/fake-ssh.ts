import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planCluster } from '../../src/compile.ts';
import { sha256 } from '../../src/edge/sha256.ts';
import { buildHost } from '../../src/host/build.ts';
import type { Keys } from '../../src/keys/keys.ts';
import { plannedKeys } from '../../src/patch/link-keys.ts';
import { temporaryDirectory } from './temporary.ts';

/** Notes each call and its process, then does what is written down for the host that it is called with. */
const SSH = `#!/bin/sh
here=\${0%/*}
note() { set -f; IFS='
'; set -- $*; unset IFS; printf '%s\\n' "$*" >>"$here/calls"; set +f; }
note "$@"
echo "$$" >>"$here/pids"
while [ "$1" != -- ]; do shift; done
host=$2
[ -e "$here/host-$host" ] || { echo "ssh: Could not resolve hostname $host: Name or service not known" >&2; exit 255; }
exec sh "$here/host-$host" "$3"
`;

/** An `ssh` on a PATH of its own. */
export class FakeSsh {
  readonly directory = temporaryDirectory();

  constructor() {
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(join(this.directory, 'ssh'), SSH);
    chmodSync(join(this.directory, 'ssh'), 0o755);
  }

  get env(): Record<string, string> {
    return { PATH: `${this.directory}:${process.env['PATH']}` };
  }

  /** What ssh does for a host: a shell script, which reads what ours would be sent. */
  on(address: string, script: string): this {
    writeFileSync(join(this.directory, `host-${address}`), script);
    return this;
  }

  /** A host that says this, and reads what it is sent. */
  says(address: string, text: string): this {
    writeFileSync(join(this.directory, `said-${address}`), text);
    return this.on(address, `cat >/dev/null\ncat ${join(this.directory, `said-${address}`)}\n`);
  }

  /** Arguments of each call. */
  calls(): string[] {
    const path = join(this.directory, 'calls');
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** Processes of calls that still run. */
  running(): number[] {
    const path = join(this.directory, 'pids');
    const pids = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean).map(Number) : [];
    return pids.filter(
      (pid) => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')),
    );
  }
}

interface Said {
  /** Peers that do not answer. */
  readonly down?: readonly string[];
  readonly change?: (line: string) => string | undefined;
}

export interface SaidSide {
  readonly text: string;
  readonly lock?: string | undefined;
  readonly keys?: Keys;
}

/** What the probe says on a host that is as its manifest says, but for what is told here. */
export function saidBy(side: SaidSide, name: string, { down = [], change = (line) => line }: Said = {}): string {
  const { manifest, plan } = planCluster(side.text, { lock: side.lock, keys: side.keys });
  const node = plan?.cluster.nodes.find((candidate) => candidate.name === name);
  const host = plan?.cluster.networks[0].members.find((candidate) => candidate.name === name);
  if (!manifest || !plan || !node || !host) throw new Error(`no ${name}`);
  const { cluster } = plan;
  const [mesh] = cluster.networks;
  const files = buildHost(manifest, cluster, node).files;
  const lines = [
    'probe\t1',
    'os\tdebian-12',
    `cluster\t${cluster.name}`,
    `host\t${name}`,
    `mtu\t${mesh.mtu.value}`,
    'status\tready',
    'ready\tyes',
    ...host.links.map((link) => `peer\t${link.name} ${link.remote.address.text} 172.17.0.9 ${link.peer.name}`),
    ...host.links.flatMap(({ peer }) => {
      const other = cluster.nodes.find((candidate) => candidate.name === peer.name);
      return [...(other ? plannedKeys(cluster, other) : [])].map(([port, key]) => `key\t${port} ${peer.name} ${key}`);
    }),
    ...files.map(({ path, content }) => `file\t${sha256(content)}  ${path}`),
    'docker\t20.10.24',
    'containers\t2',
    `check\tok    switch br0 is up with MTU ${mesh.mtu.value}`,
    ...host.links.map(({ peer }) => {
      const verdict = down.includes(peer.name) ? 'FAIL  ' : 'ok    ';
      return `check\t${verdict}${peer.name} answers ${mesh.mtu.value} bytes unfragmented at 172.17.0.9`;
    }),
    'end\t1',
  ];
  return lines
    .flatMap((line) => change(line) ?? [])
    .map((line) => `${line}\n`)
    .join('');
}
