import { printable } from '../diagnostics/format-glyphs.ts';
import { type HostAnswer, readAnswer } from './host-answer.ts';

/** How a call of ssh ended. */
export interface SshOutcome {
  /** Why it is over: by itself, or because it took too long, said too much, or nobody waits any more. */
  readonly end: 'exited' | 'timeout' | 'flooded' | 'aborted';
  /** Exit status; undefined where a signal ended it. 255 is ssh's own. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What came of asking a host. */
export interface Contact {
  readonly answer?: HostAnswer;
  /** Why there is no answer; else ''. */
  readonly fault: string;
}

/** What ssh and sudo say, and what it means. The first that fits counts. */
const SAYINGS: readonly (readonly [saying: RegExp, meaning: string])[] = [
  [/IDENTIFICATION HAS CHANGED/, 'its host key has changed; if you rebuilt it: ssh-keygen -R HOST'],
  [/Host key verification failed/, 'its host key is not known; connect once with ssh, and compare the fingerprint'],
  [/Permission denied|Too many authentication failures/, 'ssh refused the login; set ssh.user, or load the key'],
  [/sudo:.*(password|terminal) is required/, 'sudo asks for a password; log in as root, or allow NOPASSWD'],
  [/sudo.*not found/, 'the login is not root, and there is no sudo'],
  [/Could not resolve hostname/, 'its name does not resolve; set ssh.host'],
  [/timed out/i, 'it does not answer on its ssh port'],
  [/Connection refused/, 'it refuses connections on its ssh port'],
  [/No route to host|Network is unreachable/, 'no route leads to it'],
  [/(Connection|closed|reset) by|Broken pipe/, 'the connection broke'],
];

/** What a call of ssh that ran the probe found. */
export function contactOf(outcome: SshOutcome): Contact {
  const answer = outcome.end === 'flooded' ? undefined : readAnswer(outcome.stdout);
  return answer ? { answer, fault: '' } : { fault: faultOf(outcome) };
}

/** Why a call failed, in a sentence. */
export function faultOf({ end, status, stderr }: SshOutcome): string {
  if (end === 'flooded') return 'it sent too much output';
  if (end === 'timeout') return 'it did not answer in time';
  const known = SAYINGS.find(([saying]) => saying.test(stderr));
  if (known) return known[1];
  const last = stderr
    .split('\n')
    .map((line) => line.trim().replace(/^meshinit: /, ''))
    .findLast((line) => line !== '');
  return last === undefined
    ? `ssh ended with ${status === undefined ? 'a signal' : `status ${status}`}`
    : printable(last.slice(0, 200));
}
