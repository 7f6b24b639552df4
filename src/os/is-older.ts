/** Whether one version is before another: `20.4.1` before `21.4`. */
export function isOlder(version: string, wanted: readonly (number | undefined)[]): boolean {
  const has = version.split('.').map(Number);
  const differs = [0, 1, 2].find((index) => (has[index] ?? 0) !== (wanted[index] ?? 0));
  return differs !== undefined && (has[differs] ?? 0) < (wanted[differs] ?? 0);
}
