import { expect, test } from 'vitest';
import ovsSwitch from '../../src/host/scripts/ovs-switch.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** Runs build_switch beside ports of an earlier run, as this release of ovs-vsctl lists them; its own call is said. */
async function transaction(listed: string): Promise<string> {
  const root = temporaryDirectory();
  writeTree(root, [
    { path: 'peers', content: '# port underlay mesh name\nvxlan1 10.0.0.12 172.17.0.2 host2\n' },
    { path: 'listed', content: `${listed}\n` },
    {
      path: 'bin/ovs-vsctl',
      content: `#!/bin/sh\ncase "$*" in *--no-headings*) cat ${root}/listed ;; *) echo "$*" ;; esac\n`,
      mode: 0o755,
    },
  ]);
  const script = `set -eu
PATH=${root}/bin:$PATH
${ovsSwitch}
retry() { :; }
ip() { :; }
SWITCH=br0 CLUSTER=demo UNDERLAY=10.0.0.11 SWITCH_MAC=02:6d:ac:11:00:01 MTU=1450 PEERS=${root}/peers
BRIDGE_COLUMNS= SWITCH_COLUMNS= PORT_COLUMNS= TUNNEL_TYPE=vxlan TUNNEL_OPTIONS=
build_switch
`;
  const { status, stdout, stderr } = await execute('dash', ['-c', script]);
  expect(`${status} ${stderr}`).toBe('0 ');
  return stdout;
}

test('a port whose peer has left is taken away, one whose peer is there stays, whether or not names are quoted', async () => {
  for (const quote of ['', '"""']) {
    const said = await transaction(
      `${quote}vxlan1${quote},{meshinit=host2}\n${quote}vxlan2${quote},{meshinit=host3}\nbr0,{}`,
    );
    expect(said.match(/del-port \S+ \S+/g)).toEqual(['del-port br0 vxlan2']);
    expect(said).toContain('--may-exist add-port br0 vxlan1');
  }
});
