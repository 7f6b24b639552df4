/** What is compared of a program's version. */
export type Version = readonly [major: number, minor: number];

export const isAtLeast = (version: Version, wanted: Version): boolean =>
  version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1]);
