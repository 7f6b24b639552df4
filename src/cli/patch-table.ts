import type { PatchStep } from '../patch/patch-order.ts';
import { table } from './table.ts';

const DOES: Readonly<Record<PatchStep['verdict'], string>> = {
  new: 'boot with its document',
  patch: 'patch',
  rebuild: 'rebuild with its document',
  gone: 'switch off',
};

/** A step a line, numbered. */
export function patchTable(steps: readonly PatchStep[], width: number): string {
  if (steps.length === 0) return 'nothing to do: no host changes\n';
  const rows = steps.flatMap(({ host, verdict, pieces, why }, index) => {
    const [first = '', ...more] = verdict === 'new' || verdict === 'gone' ? [''] : why;
    const then = pieces === 1 ? 'in one piece' : `in ${pieces} pieces`;
    return [[`${index + 1}`, host, DOES[verdict], then, first], ...more.map((reason) => ['', '', '', '', reason])];
  });
  return `${table(['', 'host', 'do', 'the mesh is then', 'meanwhile'], rows, width)}\n`;
}
