import type { PartsOf } from '../host/parts-of.ts';
import type { OsFacts } from './os-facts.ts';

/** An operating system with how it does each thing: as the parts that it adds to a host. */
export type Os = OsFacts<PartsOf>;
