import { existsSync } from 'node:fs';

const DIRECTORIES = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Which programs this machine lacks, each with the Debian package that has it. */
export function missingTools(tools: Readonly<Record<string, string>>): string[] {
  return Object.entries(tools)
    .filter(([tool]) => !DIRECTORIES.some((directory) => existsSync(`${directory}/${tool}`)))
    .map(([tool, from]) => `${tool} (package ${from})`);
}
