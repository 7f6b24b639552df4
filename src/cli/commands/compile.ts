import { compile } from '../../compile.ts';
import { figure } from '../../counted.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { formatOf } from '../../document/formats/formats.ts';
import type { HostDocument } from '../../document/pack.ts';
import { isPlain, packings } from '../../document/packing.ts';
import { UsageError } from '../../edge/errors.ts';
import { OutputDirectory, ownerOf } from '../../edge/output-directory.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import type { Pause } from '../../edge/staging.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, manifestArgument, manifestOptions, seedOption } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { isLockWanted } from '../is-lock-wanted.ts';
import { CompileMemory } from '../memory/compile-memory.ts';
import type { RecordedDocument } from '../memory/record-file.ts';
import { nextStep } from '../next-step.ts';
import type { Options } from '../options.ts';
import { Progress } from '../progress.ts';
import { readManifest, sayWithoutLock } from '../read-manifest.ts';
import { isCi, type Terminal } from '../terminal.ts';
import { seedFor, withKeys, withSeed } from '../with-keys.ts';

const DEFAULT_DIRECTORY = 'userdata';

export const compileCommand: Command = {
  name: 'compile',
  does: 'Write one user-data document for each host',
  details: [
    'Writes DIR/HOST.yaml, HOST.ign or HOST.sh for each host, with .gz or .b64 added where the document is compressed or encoded; DIR/SHA256SUMS; and the lock file beside the manifest. The lock file keeps addresses stable: commit it.',
    'Either all files are replaced or none. If a run is killed, the next run finishes its work. Documents that contain secrets have mode 0600.',
    'meshinit replaces or removes only files of this cluster that it wrote itself and nobody changed since, according to SHA256SUMS. Use one directory per manifest. The document of a removed host is deleted, unless somebody changed it.',
    'A record in ~/.cache/meshinit lets a second call that would change nothing end sooner; MESHINIT_NO_CACHE=1 turns it off.',
    "Each document gets the first of these packings that fits the provider's user-data limit: readable, compact (still text), gzip, base64 of gzip, bundle (text again, all files in one). Packings that the provider cannot decode are skipped. The same manifest and lock give the same bytes.",
  ],
  seeAlso: ['docs/formats.md', 'docs/providers.md', 'meshinit diff'],
  takes: [manifestArgument],
  options: [
    { flags: '-o, --out <dir>', does: `Directory to write to (default: ${DEFAULT_DIRECTORY})` },
    { flags: '--host <name>', does: 'Compile only this host; repeatable', isRepeatable: true, isHost: true },
    { flags: '--pretty', does: 'Indent Ignition documents' },
    { flags: '--stdout', does: 'Print the document instead of writing it; several documents form one YAML stream' },
    {
      flags: '--watch',
      does: 'Recompile when a file of the manifest changes, and show what changes on each host',
    },
    seedOption,
    ...manifestOptions,
  ],
  examples: [
    'compile',
    'compile cluster.yaml -o out',
    'compile cluster.yaml --host host1 --stdout',
    'compile cluster.yaml --watch',
  ],
  async run(options, terminal) {
    if (options.watch) {
      if (options.stdout) throw new UsageError('--watch writes files, so it cannot be combined with --stdout');
      const { watchManifest } = await import('../watch.ts');
      return watchManifest(options, terminal, (file, isFirst) => written(file, options, terminal, isFirst));
    }
    const file = readManifest(options, terminal, 'compile PATH');
    sayWithoutLock(file, options, terminal);
    if (options.stdout) return toStandardOutput(file, await withKeys(options, file, terminal), terminal);
    return written(file, options, terminal, true);
  },
};

/** @param isTold whether each document is named */
async function written(file: ProjectFiles, options: Options, terminal: Terminal, isTold: boolean): Promise<ExitStatus> {
  // A seed may come by a pipe, and a signal ends the waiting for it.
  const seed = seedFor(options, file, terminal);
  const memory = new CompileMemory(options.out ?? DEFAULT_DIRECTORY, file, options, seed, terminal);
  const known = memory.recall();
  if (known && diagnose(known.diagnostics, file, options, terminal)) {
    return tell(known.documents, [], options, terminal, isTold);
  }
  const given = await withSeed(options, seed);
  return terminal.uninterrupted((pause) => toDirectory(memory, given, terminal, isTold, pause));
}

function toStandardOutput(file: ProjectFiles, options: Options, terminal: Terminal): ExitStatus {
  const { diagnostics, documents, cluster } = compile(file.text, {
    ...options,
    ...projectInputsOf(file),
    hosts: options.host,
    lock: file.lock,
  });
  if (!diagnose(diagnostics, file, options, terminal) || !cluster) return exitStatus.manifest;
  refuseUnknown(options, cluster);
  print(documents, terminal);
  return exitStatus.done;
}

/** Each document goes to the disk as it is made, and into place when all are there. */
async function toDirectory(
  memory: CompileMemory,
  options: Options,
  terminal: Terminal,
  isTold: boolean,
  pause: Pause,
): Promise<ExitStatus> {
  const { file, directory } = memory;
  const output = new OutputDirectory(directory);
  const progress = new Progress(terminal, 'documents');
  const made: Made[] = [];
  try {
    const { diagnostics, cluster, lock } = compile(file.text, {
      ...options,
      ...projectInputsOf(file),
      hosts: options.host,
      lock: file.lock,
      ci: isLockWanted(file, terminal),
      take({ content, ...document }, total) {
        output.add({ content, ...document });
        made.push(document);
        progress.show(made.length, total);
      },
    });
    progress.end();
    await pause(0);
    if (!diagnose(diagnostics, file, options, terminal) || !cluster || lock === undefined) {
      output.abandon();
      return exitStatus.manifest;
    }
    refuseUnknown(options, cluster);
    const kept = await output.commit(ownerOf(file, cluster, lock), pause);
    memory.keep({ diagnostics, lock, kept, sums: output.sums, documents: made });
    return tell(made, kept, options, terminal, isTold);
  } catch (error) {
    progress.end();
    output.abandon();
    throw error;
  }
}

/** Says what is there now, and what to do with it. */
function tell(
  made: readonly Made[],
  kept: readonly string[],
  options: Options,
  terminal: Terminal,
  isTold: boolean,
): ExitStatus {
  const directory = options.out ?? DEFAULT_DIRECTORY;
  if (isTold && options.diagnostics !== 'github') terminal.out(summary(directory, made, kept));
  if (isTold && options.diagnostics === 'pretty' && terminal.isInteractive && !isCi(terminal)) {
    terminal.error(nextStep(made, options.isManifestNamed ? options.manifest : undefined));
  }
  return exitStatus.done;
}

function refuseUnknown({ host = [] }: Options, { nodes }: Cluster): void {
  const names = nodes.map(({ name }) => name);
  const known = new Set(names);
  const stranger = host.find((name) => !known.has(name));
  if (stranger === undefined) return;
  throw new UsageError(`the manifest has no host '${stranger}'`, didYouMean(stranger, names));
}

/** What is said of a document that is on the disk. */
type Made = RecordedDocument;

function print(documents: readonly HostDocument[], terminal: Terminal): void {
  const [first] = documents;
  const isText = ({ packing }: HostDocument): boolean => isPlain(packing);
  const isYaml = ({ format }: HostDocument): boolean => formatOf(format).isYaml && format === first?.format;
  if (documents.length > 1 && !documents.every((document) => isText(document) && isYaml(document))) {
    throw new UsageError(
      '--stdout can print several documents only as one YAML stream, so each must be an unpacked cloud-config',
      'Select one host: --host NAME.',
    );
  }
  for (const document of documents) {
    if (documents.length > 1) terminal.out('---\n');
    terminal.out(document.content);
  }
}

/**
 * One line a document: where it is, and how much of the provider's limit it takes; then why some are packed.
 * @param kept names of documents that would have gone
 */
function summary(directory: string, documents: readonly Made[], kept: readonly string[]): string {
  const width = documents.reduce((most, { name }) => Math.max(most, name.length), 0);
  const lines = documents.map(({ name, bytes, limit, packing, readableBytes }) => {
    const size = `${figure(bytes)} of ${figure(limit)} bytes`;
    const packed = packing === 'readable' ? '' : `, ${packing} (readable: ${figure(readableBytes)})`;
    return `${directory}/${name.padEnd(width)}  ${size}${packed}\n`;
  });
  const used = new Set(documents.map(({ packing }) => packing));
  const notes = [...used].flatMap((packing) => packings[packing].note ?? []).map((note) => `${note}\n`);
  const stays = kept.map((name) => `${directory}/${name}: kept, because it was changed after meshinit wrote it\n`);
  return [...lines, ...stays, ...(notes.length > 0 ? ['\n', ...notes] : [])].join('');
}
