import { check } from '../../compile.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { UsageError } from '../../edge/errors.ts';
import { readManifestFile } from '../../edge/manifest-file.ts';
import { refuseExisting, writeNewFile } from '../../edge/new-file.ts';
import { exampleHosts, type FirstManifest, firstManifest } from '../../init/first-manifest.ts';
import type { KnownHost, PassedOver } from '../../init/known-host.ts';
import { type SourceId, sourceIds } from '../../init/source-ids.ts';
import { osIds } from '../../os/ids.ts';
import { oses } from '../../os/oses.ts';
import { providerIds } from '../../providers/providers.ts';
import type { Command } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { DEFAULT_MANIFEST, type Options } from '../options.ts';
import { isCi, type Terminal } from '../terminal.ts';

const DEFAULT_OS = 'debian-12';

export const initCommand: Command = {
  name: 'init',
  does: 'Write a first manifest, with comments',
  details: [
    "Writes meshinit.yaml, or FILE with -o, with comments on the choices. On a terminal, init asks for the cluster's name, the operating system, the provider and the hosts, unless options give them.",
    'With --from, init reads the hosts from an existing file: an ssh configuration (hosts with a HostName, except git services and jump hosts), the output of terraform output -json (a map of names to addresses or resources), or a CSV file with the columns name and address, and optionally os, provider and site. init executes nothing from the file, reads no other file, and reports what it skips.',
    'The new manifest compiles. An existing file is replaced only with --force.',
  ],
  seeAlso: ['docs/manifest.md', 'meshinit plan'],
  takes: [{ name: 'file', isRequired: false }],
  options: [
    {
      flags: '--from <kind>',
      does: 'Read the hosts from a file: ssh-config, terraform-output or csv',
      key: 'source',
      values: sourceIds,
    },
    {
      flags: '--host <name=address>',
      does: 'A host; repeatable (default: three example hosts)',
      isRepeatable: true,
    },
    { flags: '--os <id>', does: `Operating system of the hosts (default: ${DEFAULT_OS})`, values: osIds },
    { flags: '--provider <id>', does: 'Provider of the hosts (default: generic)', values: providerIds },
    { flags: '--name <name>', does: "The cluster's name (default: mesh)" },
    { flags: '-o, --out <file>', does: 'The file to write (default: meshinit.yaml)' },
    { flags: '--stdout', does: 'Print the manifest instead of writing it' },
    { flags: '--force', does: 'Replace an existing file' },
  ],
  examples: [
    'init',
    'init --from ssh-config ~/.ssh/config',
    'init --from csv hosts.csv --os rocky-9',
    'init --host web1=10.0.0.11 --host web2=10.0.0.12 --os ubuntu-24.04 --provider hetzner',
  ],
  async run(options, terminal) {
    const path = options.out ?? DEFAULT_MANIFEST;
    // Before a person is asked for anything.
    if (!options.stdout && !options.force) refuseExisting(path);
    const answers = await answersOf(options, terminal);
    if (!answers) return exitStatus.manifest;
    const text = firstManifest(answers);
    refuseFault(text);
    if (options.stdout) {
      terminal.out(text);
    } else {
      writeNewFile(path, text, options.force, options.words);
      terminal.out(`${path}: review it, then run: meshinit compile${path === DEFAULT_MANIFEST ? '' : ` ${path}`}\n`);
    }
    return exitStatus.done;
  },
};

/** What flags and files say; a person at a terminal is asked for the rest. Undefined where they have had enough. */
async function answersOf(options: Options, terminal: Terminal): Promise<FirstManifest | undefined> {
  const hosts = await hostsOf(options, terminal);
  const given = { name: options.name, os: options.os, provider: options.provider, hosts };
  const preset = {
    name: given.name ?? 'mesh',
    os: given.os ?? DEFAULT_OS,
    provider: given.provider ?? 'generic',
    hosts: hosts ?? exampleHosts,
  };
  const isComplete = Object.values(given).every((answer) => answer !== undefined);
  // What flags say is right before a person is asked for the rest.
  refuseFault(firstManifest(preset));
  if (isComplete || options.stdout || !terminal.canAsk || isCi(terminal)) return preset;
  const { askFirstManifest } = await import('../ask-first-manifest.ts');
  return askFirstManifest(given, preset, {
    systems: oses,
    providers: providerIds,
    faultOf: (answers) => faultOf(firstManifest(answers))?.message,
  });
}

const faultOf = (text: string): Diagnostic | undefined => check(text).find(({ severity }) => severity === 'error');

function refuseFault(text: string): void {
  const fault = faultOf(text);
  if (fault) throw new UsageError(fault.message, fault.hint);
}

/** Undefined where nothing names them. */
async function hostsOf(
  { host, source, words }: Options,
  terminal: Terminal,
): Promise<readonly KnownHost[] | undefined> {
  const [path] = words;
  if (source !== undefined) {
    if (host) throw new UsageError('--from and --host cannot be combined');
    if (path === undefined)
      throw new UsageError(`--from ${source} needs a file`, `Example: meshinit init --from ${source} FILE.`);
    return readHosts(source, path, terminal);
  }
  if (path !== undefined)
    throw new UsageError(`the kind of ${path} is not given`, `Use --from ${sourceIds.join(', --from ')}.`);
  if (!host) return undefined;
  return distinct(
    host.map((text) => {
      const [, name = '', address = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (name === '') throw new UsageError(`--host '${text}' is not NAME=ADDRESS`, 'Example: --host web1=10.0.0.11.');
      return { name, address };
    }),
    (name) => `--host ${name} is given twice`,
  );
}

async function readHosts(source: SourceId, path: string, terminal: Terminal): Promise<readonly KnownHost[]> {
  const { text, name } = readManifestFile(path, terminal.input);
  // Its readers are libraries that no other command needs.
  const [{ sources }, { SourceError }] = await Promise.all([
    import('../../init/sources.ts'),
    import('../../init/known-host.ts'),
  ]);
  try {
    const { hosts, passedOver } = sources[source](text);
    terminal.error(passedOverText(name, passedOver));
    if (hosts.length === 0) throw new SourceError('it lists no host with an address');
    return distinct(hosts, (host) => `${name} has two hosts named ${host}`);
  } catch (error) {
    if (error instanceof SourceError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

/** At most so many lines: a file of thousands of other things is probably the wrong one. */
const MOST_PASSED_OVER = 20;

function passedOverText(file: string, passedOver: readonly PassedOver[]): string {
  const lines = passedOver
    .slice(0, MOST_PASSED_OVER)
    .map(({ line, what }) => `${file}${line === undefined ? '' : `:${line}`}: skipped: ${what}\n`);
  const rest = passedOver.length - lines.length;
  return `${lines.join('')}${rest > 0 ? `${file}: skipped: ${rest} more\n` : ''}`;
}

function distinct(hosts: readonly KnownHost[], words: (name: string) => string): readonly KnownHost[] {
  const names = new Set<string>();
  for (const { name } of hosts) {
    if (names.has(name)) throw new UsageError(words(name));
    names.add(name);
  }
  return hosts;
}
