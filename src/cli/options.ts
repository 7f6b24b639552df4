import * as z from 'zod';
import { formatIds as diagnosticsFormats } from '../diagnostics/formats.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { type FormatId, formatIds } from '../document/formats/formats.ts';
import { UsageError } from '../edge/errors.ts';
import { pictureIds } from '../graph/picture-ids.ts';
import { sourceIds } from '../init/source-ids.ts';
import { type ProviderId, providerIds } from '../providers/providers.ts';
import { type Command, manifestArgument, type OptionFacts } from './command.ts';

/** cac turns `--host 010` into the number 10 and `1e3` into 1000: values are marked as text before it sees them. */
const MARK = 'text:';

/** The words of a command line with each option's value marked, and `-` for standard input, which cac would drop. */
export function guardTexts(words: readonly string[], commands: readonly Command[]): string[] {
  const textOptions = commands.flatMap(({ options }) => options.flatMap(takesText));
  const end = words.indexOf('--');
  return words.map((word, index) => {
    if (end !== -1 && index >= end) return word;
    const [option = '', ...value] = word.split('=');
    if (value.length > 0 && textOptions.includes(option)) return `${option}=${MARK}${value.join('=')}`;
    const isValue = textOptions.includes(words[index - 1] ?? '') && !word.startsWith('-');
    return isValue || word === '-' ? MARK + word : word;
  });
}

const takesText = ({ flags }: OptionFacts): string[] =>
  flags.includes('<') ? [...flags.matchAll(/--?[a-z0-9-]+/g)].map(([flag]) => flag) : [];

/** An argument as it was written. */
export const unguard = (word: string): string => (word.startsWith(MARK) ? word.slice(MARK.length) : word);

const DEFAULT_MANIFEST = 'meshinit.yaml';

const text = z.string().transform(unguard);
/** An option given twice comes as a list; of a single one the last holds, as is usual. */
const single = z.union([text, z.array(text).transform((values) => values.at(-1) ?? '')]);
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) => single.pipe(z.enum(values));

const schema = z.object({
  manifest: single.optional(),
  host: z.union([text.transform((value) => [value]), z.array(text)]).optional(),
  out: single.pipe(z.string().min(1)).optional(),
  picture: oneOf(pictureIds).default(pictureIds[0]),
  format: oneOf(formatIds as [FormatId, ...FormatId[]]).optional(),
  diagnostics: oneOf(diagnosticsFormats as [(typeof diagnosticsFormats)[number], ...typeof diagnosticsFormats]).default(
    'pretty',
  ),
  stdout: z.boolean().default(false),
  watch: z.boolean().default(false),
  readable: z.boolean().default(false),
  gzip: z.boolean().default(false),
  base64: z.boolean().default(false),
  frozen: z.boolean().default(false),
  strict: z.boolean().default(false),
  days: single
    .pipe(
      z
        .string()
        .regex(/^[1-9]\d{0,3}$/, { error: 'no number of days from 1 to 9999' })
        .transform(Number),
    )
    .default(365),
  url: single.optional(),
  sha256: single.optional(),
  os: single.optional(),
  serve: single.optional(),
  provider: oneOf(providerIds as [ProviderId, ...ProviderId[]]).optional(),
  name: single.optional(),
  force: z.boolean().default(false),
  text: z.boolean().default(false),
  exitCode: z.boolean().default(false),
  from: single.optional(),
  source: oneOf(sourceIds).optional(),
  all: z.boolean().default(false),
  json: z.boolean().default(false),
  pretty: z.boolean().default(false),
});

export type Options = z.output<typeof schema> & {
  /** Path of the manifest, or `-` for standard input. */
  readonly manifest: string;
  /** The words that the command takes, as written; of optional ones there may be fewer. */
  readonly words: readonly string[];
};

/** Checked options of a command, or a UsageError that names the one at fault and its legal values. */
export function readOptions(
  raw: Readonly<Record<string, unknown>>,
  command: Command,
  words: readonly string[],
): Options {
  const known = command.options.flatMap(({ flags }) =>
    [...flags.matchAll(/--?([a-z0-9-]+)/g)].map(([, name = '']) => name),
  );
  for (const name of Object.keys(raw)) {
    if (name === '--' || known.some((option) => camelCase(option) === name)) continue;
    const dashes = name.length > 1 ? '--' : '-';
    const hint = didYouMean(name, known).replace(/'(.*)'/, "'--$1'");
    throw new UsageError(`${command.name} has no option '${dashes}${name}'`, hint);
  }
  const keys = new Map(command.options.flatMap(({ flags, key }) => (key ? [[longName(flags), key] as const] : [])));
  const named = Object.fromEntries(Object.entries(raw).map(([name, value]) => [keys.get(name) ?? name, value]));
  const result = schema.safeParse(named, { reportInput: true });
  if (result.success) {
    refuseConflict(result.data);
    const named = words[command.takes.indexOf(manifestArgument)] ?? result.data.manifest;
    return { ...result.data, manifest: named ?? DEFAULT_MANIFEST, words };
  }
  const issue = result.error.issues[0];
  const at = String(issue?.path[0]);
  const option = `--${[...keys].find(([, key]) => key === at)?.[0] ?? at}`;
  if (issue?.code === 'invalid_value') {
    const given = String(issue.input);
    throw new UsageError(
      `${option} '${given}' is none of ${issue.values.join(', ')}`,
      didYouMean(given, issue.values.map(String)),
    );
  }
  if (issue?.code === 'invalid_format') throw new UsageError(`${option} '${String(issue.input)}' is ${issue.message}`);
  throw new UsageError(
    `${option} ${issue?.code === 'invalid_union' || issue?.code === 'too_small' ? 'wants a value' : 'takes no value'}`,
  );
}

/** cac reads `--exit-code` as exitCode. */
const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const longName = (flags: string): string => /--([a-z0-9-]+)/.exec(flags)?.[1] ?? '';

function refuseConflict({ readable, gzip, base64 }: z.output<typeof schema>): void {
  const other = gzip ? '--gzip' : '--base64';
  if (!readable || !(gzip || base64)) return;
  throw new UsageError(
    `--readable and ${other} contradict each other`,
    `Take one of them: --readable leaves every file as it is, ${other} packs the whole document.`,
  );
}
