import type { Reporter } from '../diagnostics/reporter.ts';
import { NO_TAINT, type Taint } from '../secrets/taint.ts';
import { isAccepted } from './is-accepted.ts';
import { judgeShape } from './judge-shape.ts';
import type { Shape } from './shaped.ts';
import type { Source } from './source.ts';

/**
 * Checks a value against the schema and reports each fault. What is wrong is left out, so that the rules still
 * see the rest and the person sees all mistakes at once.
 * @param leftOut paths of values that are missing because of a fault that is reported already
 */
export function checkShape(
  value: Record<string, unknown>,
  leftOut: readonly string[],
  source: Source,
  reporter: Reporter,
  taint: Taint = NO_TAINT,
): Shape {
  if (isAccepted(value) && Object.keys(value.hosts).length > 0) return { input: value, broken: new Set(leftOut) };
  return judgeShape(value, leftOut, source, reporter, taint);
}
