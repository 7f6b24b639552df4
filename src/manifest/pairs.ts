import { isScalar, type Pair } from 'yaml';

/** A plain `<<`; in quotes it is a key like any other. */
export const isMerge = ({ key }: Pair): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

/** A key as text. */
export const keyOf = ({ key }: Pair): string => String(isScalar(key) ? (key.value ?? '') : key);
