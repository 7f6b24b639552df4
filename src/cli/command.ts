import { formatIds as diagnosticsFormats } from '../diagnostics/formats.ts';
import { formatIds } from '../document/formats/ids.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** An option of a command. */
export interface OptionFacts {
  /** Its names as the help shows them, a value behind: `-o, --out <dir>`. */
  readonly flags: string;
  readonly does: string;
  /** Its key among the options, where another command's option of the same name has other values. */
  readonly key?: string;
  /** Its only legal values, where they can be listed. */
  readonly values?: readonly string[];
  /** Whether its values are hosts of the manifest. */
  readonly isHost?: true;
  /** Whether it may be given several times, each value counting. */
  readonly isRepeatable?: true;
}

/** An option's names: `-o` and `--out`. */
export const namesOf = ({ flags }: OptionFacts): string[] =>
  [...flags.matchAll(/--?[a-z0-9-]+/g)].map(([name]) => name);

/** Whether an option takes a value. */
export const takesValue = ({ flags }: OptionFacts): boolean => flags.includes('<');

/** Options of the program itself. */
export const globalOptions: readonly OptionFacts[] = [
  { flags: '-h, --help', does: 'Show this help' },
  { flags: '-v, --version', does: 'Print the version' },
  { flags: '--licences', does: 'Print the licences of meshinit and of what it contains' },
];

/** A word that a command takes. */
export interface ArgumentFacts {
  readonly name: string;
  readonly isRequired: boolean;
  /** Whether it is a host of the manifest. */
  readonly isHost?: true;
  /** Whether further words of the kind may follow: of the last one. */
  readonly isRepeatable?: true;
  /** Its legal values, where they are few enough to be proposed. */
  readonly values?: readonly string[];
}

/** A word as the help shows it: `<host>`, or `[manifest]` where it can be left out, `[host…]` where there may be several. */
export const wordUsage = ({ name, isRequired, isRepeatable }: ArgumentFacts): string => {
  const words = isRepeatable ? `${name}…` : name;
  return isRequired ? `<${words}>` : `[${words}]`;
};

/** The manifest's path: `meshinit.yaml` without one, `-` for standard input. */
export const manifestArgument: ArgumentFacts = { name: 'manifest', isRequired: false };

/** Hosts of the manifest, all where there are none. */
export const hostsArgument: ArgumentFacts = { name: 'host', isRequired: false, isHost: true, isRepeatable: true };

/** One command. Adding one: its file under commands/, its import and its place in commands.ts. */
export interface Command {
  readonly name: string;
  readonly does: string;
  /** What is to be known of it, a paragraph each: what it reads and writes, and what it never does. */
  readonly details: readonly string[];
  /** Pages of docs/ and commands that go on. */
  readonly seeAlso: readonly string[];
  /** The words after its name, in their order. */
  readonly takes: readonly ArgumentFacts[];
  readonly options: readonly OptionFacts[];
  /** Calls that show its use, without the program's name. */
  readonly examples: readonly string[];
  /** @param commands all of them, for what tells of the others */
  readonly run: (options: Options, terminal: Terminal, commands: readonly Command[]) => Promise<ExitStatus>;
}

/** How faults of a manifest are told. */
export const diagnosticsOption: OptionFacts = {
  flags: '--diagnostics <format>',
  does: 'pretty, json, github or sarif (default: pretty)',
  values: diagnosticsFormats,
};

/** What a manifest gets from the command line. */
export const givenOptions: readonly OptionFacts[] = [
  {
    flags: '--values <file>',
    does: 'Values for $secret, a YAML map (- reads standard input)',
    key: 'valuesFile',
  },
  {
    flags: '--set <path=value>',
    does: 'Override a value of the manifest, such as network.mtu=1400; repeatable',
    key: 'settings',
    isRepeatable: true,
  },
];

/** Of every command that writes what holds private keys. */
export const seedOption: OptionFacts = {
  flags: '--seed <file>',
  does: 'Seed of the WireGuard keys (default: MESHINIT_SEED, else NAME.seed)',
};

/** Options of every command that reads a manifest. */
export const judgingOptions: readonly OptionFacts[] = [
  ...givenOptions,
  { flags: '--frozen', does: 'Fail if the lock file would change (for CI)' },
  { flags: '--strict', does: 'Treat warnings as errors' },
  diagnosticsOption,
];

/** Options of every command that makes documents. */
export const manifestOptions: readonly OptionFacts[] = [
  { flags: '--format <format>', does: "cloud-config, ignition or script (default: the OS's)", values: formatIds },
  { flags: '--readable', does: 'Keep every file in the document readable; fail if that does not fit' },
  { flags: '--gzip', does: 'Compress the whole document with gzip, even if it would fit without' },
  { flags: '--base64', does: 'Encode the whole document in base64 (after --gzip, if both are given)' },
  ...judgingOptions,
];
