import { check } from '../../compile.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, manifestArgument, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { isLockWanted } from '../is-lock-wanted.ts';
import { readManifest } from '../read-manifest.ts';

export const checkCommand: Command = {
  name: 'check',
  does: 'Check the manifest, and write nothing',
  details: [
    'Does everything that compile does, but writes nothing. Each diagnostic names its position, the law that was broken, the legal values and the closest legal value. To silence a warning, give the reason under allow in the manifest. With --diagnostics json or sarif the list goes to standard output.',
  ],
  seeAlso: ['docs/errors.md'],
  takes: [manifestArgument],
  options: manifestOptions,
  examples: ['check', 'check cluster.yaml --strict --diagnostics github'],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'check PATH');
    const diagnostics = check(file.text, {
      ...options,
      ...projectInputsOf(file),
      lock: file.lock,
      ci: isLockWanted(file, terminal),
    });
    return diagnose(diagnostics, file, options, terminal, true) ? exitStatus.done : exitStatus.manifest;
  },
};
