/** Part of a text: offsets in UTF-16 code units, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
