import { expect, test } from 'vitest';
import ovsSwitch from '../../src/host/scripts/ovs-switch.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** Runs build_switch beside ports of an earlier run, as ovs-vsctl finds them by their mark; its own call is said. */
async function transaction(found: string): Promise<string> {
  const root = temporaryDirectory();
  writeTree(root, [
    { path: 'peers', content: 'vxlan1 10.0.0.12 172.17.0.2 host2\n' },
    { path: 'found', content: found },
    {
      path: 'bin/ovs-vsctl',
      content: `#!/bin/sh\ncase "$*" in *' find '*) cat ${root}/found ;; *) echo "$*" ;; esac\n`,
      mode: 0o755,
    },
  ]);
  const script = `set -eu
PATH=${root}/bin:$PATH
${ovsSwitch}
ip() { :; }
SWITCH=br0 CLUSTER=demo UNDERLAY=10.0.0.11 SWITCH_MAC=02:6d:ac:11:00:01 MTU=1450 PEERS=${root}/peers
BRIDGE_COLUMNS= SWITCH_COLUMNS= PORT_COLUMNS= TUNNEL_COLUMNS=type=vxlan
build_switch
`;
  const { status, stdout, stderr } = await execute('dash', ['-c', script]);
  expect(`${status} ${stderr}`).toBe('0 ');
  return stdout;
}

test('a port whose peer has left is taken away, one whose peer is there stays', async () => {
  // An empty line between records, as every release has it.
  const said = await transaction('vxlan1\n\nvxlan2\n');
  expect(said.match(/del-port \S+ \S+/g)).toEqual(['del-port br0 vxlan2']);
  expect(said).toContain('--may-exist add-port br0 vxlan1');
});
