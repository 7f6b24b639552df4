import { spawn } from 'node:child_process';

export interface Outcome {
  /** Exit status, or the signal's name where one ended it. */
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
}

/** Runs a program to its end. Rejects only where it could not be started. */
export function execute(command: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { cwd, env = process.env, input = '' } = surroundings;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...env } });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => output.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const [stdout, stderr] = [Buffer.concat(output.stdout).toString(), Buffer.concat(output.stderr).toString()];
      resolve({ status: code ?? signal ?? 'lost', stdout, stderr });
    });
    // A program that reads nothing may be gone before its input is.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Everything that a program said, for messages. */
export const said = ({ stdout, stderr }: Outcome): string => `${stdout}${stderr}`;
