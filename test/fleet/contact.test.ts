import { expect, test } from 'vitest';
import { contactOf, faultOf, type SshOutcome } from '../../src/fleet/contact.ts';

const ended = (parts: Partial<SshOutcome>): SshOutcome => ({
  end: 'exited',
  status: 255,
  stdout: '',
  stderr: '',
  ...parts,
});

test('a call that took too long says so, whatever ssh said last', () => {
  const late = ended({ end: 'timeout', status: undefined, stderr: 'Warning: Permanently added host1\n' });
  expect(faultOf(late)).toBe('it did not answer in time');
  expect(contactOf(late)).toEqual({ fault: 'it did not answer in time' });
});

test('what a slow host said before its time was over counts', () => {
  const { answer } = contactOf(ended({ end: 'timeout', status: undefined, stdout: 'probe\t1\ncluster\tdemo\n' }));
  expect(answer).toMatchObject({ cluster: 'demo', isWhole: false });
});

test('nothing counts of a host that says too much', () => {
  expect(contactOf(ended({ end: 'flooded', stdout: 'probe\t1\n' }))).toEqual({ fault: 'it sent too much output' });
});

test('the script’s own last words are told without its name', () => {
  expect(faultOf(ended({ status: 1, stderr: 'mkdir: warning\nmeshinit: no space left\n' }))).toBe('no space left');
  expect(faultOf(ended({ status: undefined }))).toBe('ssh ended with a signal');
});
