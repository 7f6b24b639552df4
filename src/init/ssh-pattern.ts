/** Whether the patterns of a Host line match a name: one does, and none with `!` (ssh_config(5), PATTERNS). */
export function matchesHost(patterns: readonly string[], name: string): boolean {
  const isRefused = patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name));
  return !isRefused && patterns.some((pattern) => matches(pattern, name));
}

/** Whether it names one host, and not those that match. */
export const isName = (pattern: string): boolean => !/[*?!]/.test(pattern);

/** `*` is any text, `?` any sign. Steps back to the last `*` alone, so that no pattern takes long. */
function matches(pattern: string, name: string): boolean {
  let [at, place] = [0, 0];
  let star: { readonly at: number; place: number } | undefined;
  while (place < name.length) {
    if (pattern[at] === '*') {
      star = { at: at + 1, place };
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === name[place]) {
      at += 1;
      place += 1;
    } else if (star) {
      star.place += 1;
      [at, place] = [star.at, star.place];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
