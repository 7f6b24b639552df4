import type { CompileOptions } from '../../src/compile.ts';
import type { Law } from '../../src/diagnostics/diagnostic.ts';

interface LawSetting {
  /** For the page: "with …". */
  readonly how: string;
  readonly options: CompileOptions;
  readonly wrong?: string;
}

export const lawSettings: Readonly<Record<string, LawSetting>>;

export function breach(law: Law): {
  readonly manifest: string;
  readonly options: CompileOptions;
  readonly how: string;
};
