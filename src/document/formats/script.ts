import { bareFile } from '../../host/bare-file.ts';
import type { HostConfig } from '../../host/host-config.ts';
import put from '../../host/scripts/put.sh';
import frame from '../../host/scripts/script-frame.sh';
import { programsOf } from '../bundle.ts';
import { type Draft, piece } from '../draft.ts';
import { literalFile, packedCalls, packedFile } from '../put-call.ts';
import type { Format } from './format.ts';

/** The same work for hosts without cloud-init, and for those that run already: any POSIX shell. */
export const script = {
  id: 'script',
  reader: 'a shell',
  extension: '.sh',
  hasEntries: true,
  // cloud-init unpacks user-data that begins with #! too.
  unpacks: true,
  isYaml: false,
  drafter: () => draft,
} as const satisfies Format;

function draft(config: HostConfig): Draft {
  const { before, after } = scriptFrame(config);
  const programs = programsOf(config);
  return {
    files: config.files,
    writer: { readable: (file) => piece(literalFile(file)), packed: (file) => piece(packedFile(file)) },
    bundle: { files: programs, packed: () => piece(packedCalls(programs)) },
    whole: { files: config.files, packed: () => piece(packedCalls(config.files.map(bareFile))) },
    frameBytes: piece(before + after).bytes,
    assemble: (entries) => [before, ...entries.map(({ text }) => text), after].join(''),
    // A script has no schema: shellcheck is for the tests.
    verify: () => undefined,
  };
}

/**
 * What surrounds the files. All is one function: the shell has read the whole before it does anything, so that a
 * connection which breaks leaves nothing half done, and a command that reads standard input does not eat the rest.
 */
function scriptFrame(config: HostConfig): { readonly before: string; readonly after: string } {
  const { cluster, node, os } = config.plan;
  const header = `#!/bin/sh
# Host ${node.name} (${os.title}) of cluster ${cluster.name}, made by meshinit: edit the manifest, then run
# meshinit compile MANIFEST --format script --host ${node.name}
# For root: as user-data, or with ssh ${node.name} sudo sh -s <THIS. A second run changes nothing.
set -eu
`;
  const commands = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  const begin = `main() {
[ "$(id -u)" -eq 0 ] || give_up 'only root can do this'
umask 022
${commands(config.everyBoot)}`;
  const end = `${commands([...(config.onceWritten ?? []), ...config.firstBoot])}}

main </dev/null
`;
  return { before: [header, frame, put, begin].join('\n'), after: end };
}
