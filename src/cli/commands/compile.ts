import { compile } from '../../compile.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { formatOf } from '../../document/formats/formats.ts';
import type { HostDocument } from '../../document/pack.ts';
import { packings } from '../../document/packing.ts';
import { UsageError } from '../../edge/errors.ts';
import { readManifestFile } from '../../edge/manifest-file.ts';
import { writeOutput } from '../../edge/output-directory.ts';
import { type Command, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { isLockWanted } from '../is-lock-wanted.ts';
import type { Terminal } from '../terminal.ts';

const DEFAULT_DIRECTORY = 'userdata';

export const compileCommand: Command = {
  name: 'compile',
  does: 'Write one user-data document for each host',
  takesManifest: true,
  options: [
    { flags: '-o, --out <dir>', does: `Directory to write to (default: ${DEFAULT_DIRECTORY})` },
    { flags: '--host <name>', does: 'Only this host; can be given several times' },
    { flags: '--pretty', does: 'Ignition documents with a line for each value, for people' },
    { flags: '--stdout', does: 'Print the document instead of writing it; several as one YAML stream' },
    ...manifestOptions,
  ],
  examples: ['compile', 'compile cluster.yaml -o out', 'compile cluster.yaml --host host1 --stdout'],
  async run(options, terminal) {
    const file = readManifestFile(options.manifest, terminal.input);
    const { diagnostics, documents, mesh, lock } = compile(file.text, {
      ...options,
      hosts: options.host,
      lock: file.lock,
      ci: !options.stdout && isLockWanted(file, terminal),
    });
    if (!diagnose(diagnostics, file, options, terminal) || !mesh || lock === undefined) return exitStatus.manifest;
    const names = mesh.hosts.map((host) => host.name);
    for (const name of options.host ?? []) {
      if (!names.includes(name)) throw new UsageError(`the manifest has no host '${name}'`, didYouMean(name, names));
    }
    if (options.stdout) {
      print(documents, terminal);
    } else {
      const directory = options.out ?? DEFAULT_DIRECTORY;
      const lockFile =
        file.lockPath !== undefined && lock !== file.lock ? { path: file.lockPath, text: lock } : undefined;
      terminal.uninterrupted(() => writeOutput(directory, documents, names, lockFile));
      if (options.diagnostics !== 'github') terminal.out(summary(directory, documents));
    }
    return exitStatus.done;
  },
};

function print(documents: readonly HostDocument[], terminal: Terminal): void {
  const [first] = documents;
  const isText = ({ packing }: HostDocument): boolean => packing === 'readable' || packing === 'compact';
  const isYaml = ({ format }: HostDocument): boolean => formatOf(format).isYaml && format === first?.format;
  if (documents.length > 1 && !documents.every((document) => isText(document) && isYaml(document))) {
    throw new UsageError(
      '--stdout prints several documents as one YAML stream, which packed ones, scripts and other formats cannot join',
      'Ask for one host: --host NAME.',
    );
  }
  for (const document of documents) {
    if (documents.length > 1) terminal.out('---\n');
    terminal.out(document.content);
  }
}

/** One line a document: where it is, and how much of the provider's limit it takes; then why some are packed. */
function summary(directory: string, documents: readonly HostDocument[]): string {
  const width = Math.max(...documents.map(({ name }) => name.length));
  const lines = documents.map(({ name, bytes, limit, packing, readableBytes }) => {
    const size = `${thousands(bytes)} of ${thousands(limit)} bytes`;
    const packed = packing === 'readable' ? '' : `, ${packing} (readable: ${thousands(readableBytes)})`;
    return `${directory}/${name.padEnd(width)}  ${size}${packed}\n`;
  });
  const used = new Set(documents.map(({ packing }) => packing));
  const notes = [...used].flatMap((packing) => packings[packing].note ?? []).map((note) => `${note}\n`);
  return [...lines, ...(notes.length > 0 ? ['\n', ...notes] : [])].join('');
}

const thousands = (bytes: number): string => bytes.toLocaleString('en');
