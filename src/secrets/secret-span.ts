import type { Span } from '../diagnostics/span.ts';
import type { SecretKind } from './secret-facts.ts';

/** A part of a text that others should not read. */
export interface SecretSpan extends Span {
  readonly kind: SecretKind;
}
