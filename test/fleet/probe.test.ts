import { expect, test } from 'vitest';
import { readAnswer } from '../../src/fleet/host-answer.ts';
import { peerOfCheck } from '../../src/fleet/link-status.ts';
import { nodeOfCheck } from '../../src/fleet/overlay-checks.ts';
import checkPeers from '../../src/host/scripts/check.sh';
import probe from '../../src/host/scripts/probe.sh';
import checkStores from '../../src/host/scripts/store-check.sh';
import checkSwarm from '../../src/host/scripts/swarm-check.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

test('the words by which a peer is known are those of meshinit-check', () => {
  const [, words = ''] = /check "(\$name answers .*?)" ping/.exec(checkPeers) ?? [];
  const what = words.replace('$name', 'host2').replace('$MTU', '1450').replace('$address', '172.17.0.2');
  expect(peerOfCheck({ isOk: true, what })).toBe('host2');
});

test('the words by which a host of an overlay is known are those of meshinit-check', () => {
  const texts = [...`${checkSwarm}${checkStores}`.matchAll(/check "([^"]*\$name[^"]*)"/g)].map(([, text = '']) => text);
  const known = texts.map((text) => [text, nodeOfCheck({ isOk: true, what: text.replace('$name', 'host2') })]);
  expect(known).toEqual([
    ['$name manages the swarm', 'host2'],
    ['$name is a node that is ready', 'host2'],
    ['etcd answers on $name', 'host2'],
    ['Docker has the overlay network $name', undefined],
  ]);
});

test('of a file that the plan has no more the text is told, by which the former plan is known', async () => {
  const at = temporaryDirectory();
  writeTree(at, [
    { path: 'planned', content: 'a' },
    { path: 'ours-planned', content: 'b' },
    { path: 'ours-former', content: 'c' },
  ]);
  const script = probe.replace('\nmain </dev/null', '\ntell probe 1\ntell_files "$files"\ntell end 1');
  const input = `check= patience=5 files='${at}/planned ${at}/ours-planned ${at}/missing' ours='${at}/ours-* ${at}/none-*'\n${script}`;
  const { stdout, stderr } = await execute('sh', ['-s'], { input });
  expect(stderr).toBe('');
  const { files, own } = readAnswer(stdout) ?? {};
  expect([...(files?.keys() ?? [])]).toEqual(['ours-former', 'ours-planned', 'planned'].map((name) => `${at}/${name}`));
  expect(own).toEqual(['ours-former', 'ours-planned'].map((name) => `${at}/${name}`));
});

test('a machine that is in no mesh says so, and nothing else', async () => {
  const input = `check=/nowhere patience=5 files= ours=\n${probe}`;
  const { stdout, stderr, status } = await execute('sh', ['-s'], { input });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(readAnswer(stdout)).toMatchObject({ cluster: undefined, isWhole: true, checks: [] });
});

test('what is cut short is not whole, and lines that are none of ours count for nothing', () => {
  const said =
    'hello\nprobe\t1\r\nos\tdebian-12\ncluster\tx\nfile\tzz  /a\npeer\tvxlan1\nnumber 7\ncheck\tmaybe\nmtu\t1e9\n';
  expect(readAnswer(said)).toMatchObject({ isWhole: false, cluster: 'x', peers: [], checks: [], mtu: undefined });
  expect(readAnswer('nothing of the kind')).toBeUndefined();
});
