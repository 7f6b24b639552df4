import { describe, expect, it } from 'vitest';
import store from '../../src/host/scripts/store.sh';
import { execute } from '../support/execute.ts';

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
