import { expect, test } from 'vitest';
import checkEnd from '../../src/host/scripts/check-end.sh';
import verdict from '../../src/host/scripts/check-verdict.sh';
import state from '../../src/host/scripts/state-check.sh';
import { execute } from '../support/execute.ts';

/** The end of meshinit-check on a machine where Docker is or is not as it should be. */
const check = (docker: 'true' | 'false') =>
  execute('sh', ['-eu'], {
    input: `failed= MASQUERADE=false BRIDGE=docker0 SUBNET=172.17.0.0/16 MTU=1450
${state}docker_uses() { ${docker}; }
grep() { true; }
${checkEnd}${verdict}`,
  });

test('meshinit-check says where each failure is explained, and nothing of it where all is well', async () => {
  expect(await check('true')).toMatchObject({
    status: 0,
    stdout: 'ok    Docker runs on docker0\nok    packets are forwarded\n',
  });
  expect(await check('false')).toMatchObject({
    status: 1,
    stdout: 'FAIL  Docker runs on docker0\nok    packets are forwarded\nSee docs/troubleshooting.md\n',
  });
});
