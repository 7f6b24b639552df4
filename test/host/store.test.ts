import { describe, expect, it } from 'vitest';
import common from '../../src/host/scripts/common.sh';
import store from '../../src/host/scripts/store.sh';
import { execute } from '../support/execute.ts';

/** A function of a line, or of several. */
const line = (name: string): string =>
  store.split('\n').find((text) => text.startsWith(`${name}() {`) && text.endsWith('}')) ?? function_(name);

const function_ = (name: string): string => {
  const from = store.indexOf(`${name}() {`);
  return store.slice(from, store.indexOf('\n}\n', from) + 3);
};

describe('a store that finds no cluster', () => {
  /** @param ports of the other stores, as they answer; the last word for good */
  const begins = async (...ports: readonly string[][]): Promise<boolean> => {
    const cases = ports.map(
      (said, other) =>
        `other${other}) set -- ${said.join(' ')}; while [ "$tick" -gt 0 ] && [ $# -gt 1 ]; do shift; tick=$((tick - 1)); done; echo "$1" ;;`,
    );
    const script = `set -eu
now=0
others() { echo '${ports.map((_, other) => `other${other}`).join(' ')}'; }
port() { tick=$now; case $1 in ${cases.join('\n')} esac; }
sleep() { now=$((now + 1)); }
${function_('nobody_began')}
nobody_began`;
    const { status, stderr } = await execute('dash', ['-c', script]);
    expect(stderr).toBe('');
    return status === 0;
  };

  it('begins one where it is the only store', async () => {
    expect(await begins()).toBe(true);
  });

  it('begins one where all others are up and run no etcd', async () => {
    expect(await begins(['refused'], ['refused'])).toBe(true);
  });

  it('does not where one has etcd, at once or later', async () => {
    expect(await begins(['refused'], ['open'])).toBe(false);
    expect(await begins(['refused'], ['refused', 'refused', 'refused', 'open'])).toBe(false);
  });

  // As the one store of a cluster is to two new ones until it is patched: these two are most of the three.
  it('does not where one is silent', async () => {
    expect(await begins(['refused'], ['silent'])).toBe(false);
  });
});

describe('a store that is one no more', () => {
  /**
   * @param refused how often etcd lets it not go
   * @returns what it asked for, and how it ended
   */
  const script = (refused: number, run: string, port: string): string => `set -eu
HELD=held port=${port} OVERLAY_ADDRESS=10.0.0.3 peer_url=https://10.0.0.3:2380 DATA=$(mktemp -d)
mkdir "$DATA/member"
members='a1: name=host1 peerURLs=https://10.0.0.1:2380 clientURLs=https://10.0.0.1:2379 isLeader=true
c3: name=host3 peerURLs=https://10.0.0.3:2380 clientURLs=https://10.0.0.3:2379 isLeader=false'
refused=${refused}
clients() { :; }
others() { echo 10.0.0.1; }
ctl() {
  case "$*" in
  'member list') echo "$members" ;;
  'member remove c3')
    echo "asks \${only:-all} to remove c3"
    [ "$refused" = 0 ] || { refused=$((refused - 1)) && return 1; }
    members=$(echo "$members" | grep -v ^c3) ;;
  esac
}
now=0 doing=test
port() { echo "$port"; }
date() { echo "$now"; }
sleep() { now=$((now + $1)); }
systemctl() { echo disabled; }
status() { :; }
fail() { echo "failed: $*"; exit 1; }
${['is_store', 'members', 'by_address', 'may_go', 'depart', 'leave', 'is_former', 'forget_store'].map(line).join('\n')}
${common.slice(common.indexOf('retry() {'))}
${run}
[ -e "$DATA/member" ] && echo 'has its data' || echo 'has none'
rm -rf "$DATA"`;
  const says = async (refused: number, run: string, port = 'open'): Promise<string[]> => {
    const { stdout } = await execute('dash', ['-c', script(refused, run, port)]);
    return stdout.split('\n').filter(Boolean);
  };
  const asked = 'asks 10.0.0.1 to remove c3';

  it('is taken from the members by another, before its etcd ends', async () => {
    expect(await says(0, 'leave')).toEqual([asked, 'has its data']);
  });

  // Which etcd does for 5 s after the start of any other: without this one they might have no majority.
  it('waits while etcd refuses', async () => {
    expect(await says(3, 'leave')).toEqual([asked, asked, asked, asked, 'has its data']);
  });

  it('is rolled back where it is not let go, with all its data', async () => {
    const said = await says(1000, 'leave 2>&1; (forget_store) || :');
    expect(said).toContain('held');
    expect(said.slice(-2)).toEqual(['failed: held', 'has its data']);
  });

  it('does not ask where the others would be too few', async () => {
    expect(await says(0, 'leave 2>&1', 'refused')).toEqual(['held', 'has its data']);
  });

  // As etcd 2.2 tells members.
  it('is told from others by its address, also where it never started', async () => {
    const run = `members='a1: name=host1 peerURLs=https://10.0.0.1:2380 clientURLs=https://10.0.0.1:2379
c3[unstarted]: peerURLs=https://10.0.0.3:2380'
leave`;
    expect(await says(0, run)).toEqual([asked, 'has its data']);
  });

  it('has no data once it has left, by which it is known', async () => {
    expect(await says(0, 'leave; is_former && forget_store; is_former || echo none')).toEqual([
      asked,
      'none',
      'has none',
    ]);
  });
});
