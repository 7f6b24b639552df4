/**
 * A whole number, 0 or more, for people: `2,000`. Not `toLocaleString`, whose first call loads ICU: a tenth of a short call's time.
 */
export function figure(number: number): string {
  const digits = String(number);
  return digits.length > 3 ? `${figure(Math.floor(number / 1000))},${digits.slice(-3)}` : digits;
}

/** How many of something, for people: `1 link`, `2,000 links`. The plural ends in s. */
export const counted = (number: number, what: string): string => `${figure(number)} ${what}${number === 1 ? '' : 's'}`;
