import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { sha256 } from './sha256.ts';

/** Milliseconds after which a file that another machine or container made, and did not touch since, is a leftover. */
const ABANDONED = 30_000;

let marks = 0;

/**
 * A name for what this process makes for a while: where it runs, its number, and when it began. From it every other
 * process sees whether the maker still runs.
 */
export function newMark(): string {
  marks += 1;
  return `${here()}-${process.pid}-${startOf(process.pid) ?? 0}-${marks}`;
}

/** As a regular expression's source. */
export const MARK = '[0-9a-f]{8}-\\d+-\\d+-\\d+';

/**
 * Whether the maker of something still runs.
 * @param age milliseconds since it last touched it, by the clock of that file system
 */
export function isInUse(mark: string, age: () => number): boolean {
  const [place, pid, start] = mark.split('-');
  // Processes of other machines and containers cannot be seen from here.
  if (place !== here()) return age() < ABANDONED;
  if (!isRunning(Number(pid))) return false;
  const began = startOf(Number(pid));
  return began === undefined || began === start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

let place: string | undefined;

/** What numbers of processes mean something in: this boot and, on Linux, this namespace of processes. */
function here(): string {
  place ??= sha256(placeName()).slice(0, 8);
  return place;
}

function placeName(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** When a process began, in clock ticks since boot: field 22 of /proc/PID/stat (proc_pid_stat(5)). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
