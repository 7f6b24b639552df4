import type { HostConfig } from '../../host/host-config.ts';
import type { PlannedFile } from '../../host/part.ts';
import put from '../../host/scripts/put.sh';
import frame from '../../host/scripts/script-frame.sh';
import { programsOf } from '../bundle.ts';
import { type Draft, piece } from '../draft.ts';
import { base64, gzip, utf8 } from '../encoding.ts';
import { hereDocument, putCall } from '../put-call.ts';
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
    frameBytes: piece(before + after).bytes,
    assemble: (entries) => [before, ...entries.map(({ text }) => text), after].join(''),
    // A script has no schema: shellcheck is for the tests.
    verify: () => undefined,
  };
}

/** Characters in a line of base64, as RFC 2045 has it. */
const LINE = /.{1,76}/g;

/** The call that writes a file from a literal text: `put`, of put.sh. */
export function literalFile(file: PlannedFile): string {
  // A literal text ends with a line's end. With MIME's first header near its top cloud-init would take a script for a mail.
  return /(^|\n)$/.test(file.content) && !/mime-version:/i.test(file.content)
    ? putCall('put', file, file.content)
    : packedFile(file);
}

/** The call that writes a file from base64 of its gzip: smaller, and still text. */
const packedFile = (file: PlannedFile): string => putCall('put_packed', file, packedLines(file.content));

/** The calls that write several files, packed together. */
const packedCalls = (files: readonly PlannedFile[]): string =>
  hereDocument('run_packed', packedLines(files.map(literalFile).join('')));

const packedLines = (text: string): string =>
  (base64(gzip(utf8(text))).match(LINE) ?? []).map((line) => `${line}\n`).join('');

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
