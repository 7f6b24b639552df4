import { expect, test } from 'vitest';
import { readAnswer } from '../../src/fleet/host-answer.ts';
import { peerOfCheck } from '../../src/fleet/link-status.ts';
import checkPeers from '../../src/host/scripts/check.sh';
import probe from '../../src/host/scripts/probe.sh';
import { execute } from '../support/execute.ts';

test('the words by which a peer is known are those of meshinit-check', () => {
  const [, words = ''] = /check "(\$name answers .*?)" ping/.exec(checkPeers) ?? [];
  const what = words.replace('$name', 'host2').replace('$MTU', '1450').replace('$address', '172.17.0.2');
  expect(peerOfCheck({ isOk: true, what })).toBe('host2');
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
