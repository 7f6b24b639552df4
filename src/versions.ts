/** What is compared of a program's version. */
export type Version = readonly [major: number, minor: number];

/** Whether a version is the wanted one or a later one, as far as the wanted one is told: 20.4.1 is before 21.4. */
export function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  const differs = wanted.findIndex((number, index) => (version[index] ?? 0) !== number);
  return differs === -1 || (version[differs] ?? 0) > (wanted[differs] ?? 0);
}

/** `22.2.2` as numbers. */
export const versionNumbers = (text: string): number[] => text.split('.').map(Number);
