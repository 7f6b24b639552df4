import { expect, test } from 'vitest';
import { dockerNeeds, RELOADED, STARTED_WITH } from '../../src/host/parts/docker-changes.ts';
import frame from '../../src/host/scripts/patch-frame.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

const json = (options: Record<string, unknown>): string => `${JSON.stringify(options, null, 2)}\n`;
const OWN = { bridge: 'docker0', mtu: 1450 };

/** What Docker needs where its options change so, or these files do. */
async function needs(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  changed = '/etc/docker/daemon.json',
): Promise<string> {
  const root = temporaryDirectory();
  writeTree(root, [
    { path: 'etc/docker/daemon.json', content: json(before) },
    { path: 'staged/etc/docker/daemon.json', content: json(after) },
  ]);
  const settings = `reloaded='${RELOADED.join('|')}'\nstarted_with='${STARTED_WITH.join(' ')}'\n`;
  const functions = frame.replace('options_of /etc/', `options_of ${root}/etc/`);
  const script = `set -eu\n${settings}${functions}\nstaged=${root}/staged\nchanged=' ${changed}'\ndocker_needs\n`;
  const { stdout, stderr } = await execute('dash', ['-c', script]);
  const said = (stdout + stderr).trim();
  // `meshinit diff` says beforehand what the host will find.
  expect(dockerNeeds([{ path: changed, before: json(before), after: json(after) }])).toBe(said);
  return said;
}

test('a reload is enough for what Docker takes while it runs, wherever it stands', async () => {
  expect(await needs(OWN, { ...OWN, labels: ['a=b', 'c=d'] })).toBe('reload');
  expect(await needs({ labels: ['a=b'], ...OWN }, { ...OWN, debug: true })).toBe('reload');
  expect(await needs({ ...OWN, 'registry-mirrors': ['https://a/'] }, OWN)).toBe('reload');
});

test('anything else is a new start', async () => {
  expect(await needs(OWN, { ...OWN, mtu: 1400 })).toBe('restart');
  expect(await needs(OWN, { ...OWN, dns: ['10.0.0.53'] })).toBe('restart');
  expect(await needs({ ...OWN, dns: ['10.0.0.53'] }, { ...OWN, labels: ['a=b'] })).toBe('restart');
  expect(await needs(OWN, OWN, '/etc/docker/tls/key.pem')).toBe('restart');
  expect(await needs(OWN, OWN, '/etc/sysconfig/docker-network')).toBe('restart');
  expect(await needs(OWN, OWN, '/etc/systemd/system/docker.service.d/meshinit-api.conf')).toBe('restart');
});

test('it is left alone where nothing of it changes, and where a network comes', async () => {
  expect(await needs(OWN, OWN, '/etc/meshinit/peers')).toBe('nothing');
  expect(await needs(OWN, OWN, '/etc/systemd/system/docker.service.d/meshinit-networks.conf')).toBe('nothing');
});
