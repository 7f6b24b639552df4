/**
 * A whole number, 0 or more, for people: `2,000`. Not `toLocaleString`, whose first call loads ICU: a tenth of a short call's time.
 */
export const figure = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

/** How many of something, for people: `1 link`, `2,000 links`. The plural ends in s. */
export const counted = (number: number, what: string): string => `${figure(number)} ${what}${number === 1 ? '' : 's'}`;
