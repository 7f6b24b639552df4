import { appendFileSync } from 'node:fs';

/**
 * Prints a figure that the lane measured, for people and for docs/tested.md; also as a JSON line into the file that
 * MESHINIT_FIGURES names.
 */
export function reportFigure(subject: string, what: string, seconds: number): void {
  console.log(`figure: ${subject}: ${what}: ${seconds.toFixed(1)} s`);
  const file = process.env['MESHINIT_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify({ subject, what, seconds: Number(seconds.toFixed(1)) })}\n`);
}
