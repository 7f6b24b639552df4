import { describe, expect, test } from 'vitest';
import { ssh } from '../../src/edge/ssh.ts';
import { contactOf } from '../../src/fleet/contact.ts';
import { FakeSsh } from '../support/fake-ssh.ts';
import { thoroughTest } from '../support/thorough.ts';

/** A call of a host that does what the script says. */
async function call(script: string, { within = 20_000, most = 1000, signal = new AbortController().signal } = {}) {
  const fake = new FakeSsh().on('host1', script);
  const outcome = await ssh(['--', 'host1', 'true'], 'what it reads\n', { within, most, signal }, fake.env);
  return { outcome, fake };
}

describe('a host that is slow', () => {
  test('is given up when its time is over, and nothing of it stays', async () => {
    const { outcome, fake } = await call('echo begun; sleep 60', { within: 600 });
    expect(outcome).toEqual({ end: 'timeout', status: undefined, stdout: 'begun\n', stderr: '' });
    expect(contactOf(outcome)).toEqual({ fault: 'it did not answer in time' });
    expect(fake.running()).toEqual([]);
  });

  thoroughTest('is given up even where it ignores that', async () => {
    const { outcome, fake } = await call(`trap '' TERM; while :; do sleep 1; done`, { within: 300 });
    expect(outcome.end).toBe('timeout');
    expect(fake.running()).toEqual([]);
  });

  test('is heard where it is quick enough', async () => {
    const { outcome } = await call('sleep 0.3; cat; echo late >&2; exit 7');
    expect(outcome).toEqual({ end: 'exited', status: 7, stdout: 'what it reads\n', stderr: 'late\n' });
  });
});

test('output that a process in the background keeps open is not waited for', async () => {
  const { outcome } = await call('echo said; sleep 30 &');
  expect(outcome).toEqual({ end: 'exited', status: 0, stdout: 'said\n', stderr: '' });
}, 10_000);

test('no more is kept than is allowed', async () => {
  const { outcome } = await call('yes', { most: 10 });
  expect(outcome).toMatchObject({ end: 'flooded', stdout: 'y\n'.repeat(5) });
});

test('nothing is begun that nobody waits for any more', async () => {
  const { outcome, fake } = await call('echo begun', { signal: AbortSignal.abort() });
  expect(outcome.end).toBe('aborted');
  expect(fake.calls()).toEqual([]);
});
