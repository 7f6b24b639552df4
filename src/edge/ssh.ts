import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { SshOutcome } from '../fleet/contact.ts';
import { UsageError } from './errors.ts';
import { reason } from './reason.ts';

/** What bounds a call of ssh. */
export interface SshBounds {
  /** Milliseconds until it is ended. */
  readonly within: number;
  /** Bytes of standard output until it is ended; nothing beyond them is kept. */
  readonly most: number;
  /** Ends it when it is aborted. */
  readonly signal: AbortSignal;
}

/** Standard error is for one sentence. */
const MOST_ERROR = 64 * 1024;
/** Milliseconds from the polite end of a process to the other one. */
const GRACE = 2000;
/** Milliseconds that output may lag behind the end of what wrote it: a shared connection's master keeps it open for ever. */
const LAG = 500;
/** Windows has no process groups. */
const IS_GROUP = process.platform !== 'win32';

/**
 * Runs OpenSSH's client from PATH, with its configuration, agents and jump hosts. Nothing of it outlives the call: it has a
 * process group of its own, with which jump hosts' processes end too.
 * @param input what the remote command reads
 * @throws UsageError where there is no ssh
 */
export function ssh(
  words: readonly string[],
  input: string,
  bounds: SshBounds,
  env: Readonly<Record<string, string | undefined>>,
): Promise<SshOutcome> {
  if (bounds.signal.aborted) return Promise.resolve({ end: 'aborted', status: undefined, stdout: '', stderr: '' });
  const child = spawn('ssh', words, {
    detached: IS_GROUP,
    // A jump host's ssh does not inherit BatchMode.
    env: { ...env, SSH_ASKPASS_REQUIRE: 'never' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const outcome = outcomeOf(child, bounds);
  // A connection that fails reads nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return outcome;
}

function outcomeOf(child: ChildProcessWithoutNullStreams, { within, most, signal }: SshBounds): Promise<SshOutcome> {
  let end: SshOutcome['end'] = 'exited';
  const stop = (why: SshOutcome['end']): void => {
    if (end !== 'exited') return;
    end = why;
    endGroup(child);
  };
  const stdout = keepUpTo(child.stdout, most, () => stop('flooded'));
  const stderr = keepUpTo(child.stderr, MOST_ERROR, () => undefined);
  const clock = setTimeout(() => stop('timeout'), within);
  const abort = (): void => stop('aborted');
  signal.addEventListener('abort', abort, { once: true });
  let lag: NodeJS.Timeout | undefined;
  child.on('exit', () => {
    lag = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => void stream.destroy()), LAG);
  });
  const settle = (): void => {
    clearTimeout(clock);
    clearTimeout(lag);
    signal.removeEventListener('abort', abort);
  };
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      settle();
      reject(new UsageError(`cannot run ssh: ${reason(error)}`, 'Install OpenSSH’s client, or put it on PATH.'));
    });
    child.on('close', (code) => {
      settle();
      resolve({ end, status: code ?? undefined, stdout: stdout(), stderr: stderr() });
    });
  });
}

/** @returns what tells the text so far */
function keepUpTo(stream: NodeJS.ReadableStream, most: number, onMore: () => void): () => string {
  const kept: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (bytes < most) kept.push(chunk.subarray(0, most - bytes));
    bytes += chunk.length;
    if (bytes > most) onMore();
  });
  return () => Buffer.concat(kept).toString();
}

/** Ends a process and all that it started, politely at first. */
function endGroup(child: ChildProcess): void {
  const send = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(IS_GROUP ? -child.pid : child.pid, name);
    } catch {
      // It has gone already.
    }
  };
  send('SIGTERM');
  const timer = setTimeout(() => send('SIGKILL'), GRACE);
  child.once('close', () => {
    clearTimeout(timer);
    // What ignored the first signal, and outlived the process that was asked.
    send('SIGKILL');
  });
}
