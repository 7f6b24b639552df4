/** How many of something, for people: `1 link`, `2,000 links`. The plural ends in s. */
export const counted = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
