import type { Rule } from './rule.ts';
import { duplicateAddress } from './rules/duplicate-address.ts';
import { hostAddress } from './rules/host-address.ts';

/** Every rule of the check stage, in the order of their codes. Adding one: its file, its import and its place here. */
export const rules = [hostAddress, duplicateAddress] as const satisfies readonly Rule[];
