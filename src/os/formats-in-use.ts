import type { FormatId } from '../document/formats/formats.ts';
import type { Os } from './os.ts';
import { oses } from './oses.ts';

/** Formats of documents that some operating system takes. */
export const formatsInUse: ReadonlySet<FormatId> = new Set((oses as readonly Os[]).flatMap(({ formats }) => formats));
