import { check } from '../../compile.ts';
import { type Command, manifestArgument, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { isLockWanted } from '../is-lock-wanted.ts';
import { readManifest } from '../read-manifest.ts';

export const checkCommand: Command = {
  name: 'check',
  does: 'Do everything but writing',
  details: [
    'Does everything that compile does but writing: what is wrong is told with its place, the law that it breaks, the legal values and what was probably meant. Warnings can be silenced with a reason by allow in the manifest. With --diagnostics json or sarif the list is on standard output.',
  ],
  seeAlso: ['docs/errors.md'],
  takes: [manifestArgument],
  options: manifestOptions,
  examples: ['check', 'check cluster.yaml --strict --diagnostics github'],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'check PATH');
    const diagnostics = check(file.text, { ...options, lock: file.lock, ci: isLockWanted(file, terminal) });
    return diagnose(diagnostics, file, options, terminal, true) ? exitStatus.done : exitStatus.manifest;
  },
};
