import { UsageError } from '../edge/errors.ts';
import { type Command, globalOptions, manifestArgument, namesOf, type OptionFacts, takesValue } from './command.ts';
import type { GivenOption } from './command-line.ts';
import { DEFAULT_MANIFEST, type GivenValue, type Options, optionValues } from './options.ts';
import { suggestion } from './suggestion.ts';

/** Checked options of a command, or a UsageError that names the one at fault and its legal values. */
export function readOptions(
  given: readonly GivenOption[],
  command: Command,
  words: readonly string[],
  commands: readonly Command[],
): Options {
  const options = optionValues(valuesOf(given, command, commands));
  refuseConflict(options);
  const named = words[command.takes.indexOf(manifestArgument)] ?? options.manifest;
  return { ...options, manifest: named ?? DEFAULT_MANIFEST, isManifestNamed: named !== undefined, words };
}

/** Each option's value by its key: of an option without a value `true`, of a repeatable one a list. */
export function valuesOf(
  given: readonly GivenOption[],
  command: Pick<Command, 'name' | 'options'>,
  commands: readonly Command[],
): Readonly<Record<string, GivenValue>> {
  const values = new Map<string, GivenValue>();
  for (const option of given) {
    const facts = factsOf(option, command);
    if (!facts) throw unknown(option, command, commands);
    const value = legalValue(option, facts);
    const key = facts.key ?? camelCase(option.name);
    const before = values.get(key);
    if (typeof before === 'string') {
      throw new UsageError(`${option.written} is given twice: '${before}', then '${value}'`, 'Give one of them.');
    }
    const others = Array.isArray(before) ? before : [];
    values.set(key, facts.isRepeatable && value !== true ? [...others, value] : value);
  }
  return Object.fromEntries(values);
}

const factsOf = ({ name }: GivenOption, { options }: Pick<Command, 'options'>): OptionFacts | undefined =>
  [...options, ...globalOptions].find((facts) => namesOf(facts).includes(`--${name}`));

/** @throws UsageError where a value is missing, not wanted, or not legal */
function legalValue({ written, value, isNextWord }: GivenOption, facts: OptionFacts): string | true {
  if (!takesValue(facts)) {
    if (value === undefined) return true;
    throw new UsageError(
      `${written} takes no value, but '${value}' was given`,
      `Use ${written} without a value, or omit it.`,
    );
  }
  const [wanted = ''] = /<[^<>]*>/.exec(facts.flags) ?? [];
  if (value === undefined || value === '') throw new UsageError(`${written} needs a value: ${written} ${wanted}`);
  if (isNextWord && value.startsWith('-') && value !== '-') {
    throw new UsageError(
      `${written} needs a value, but '${value}' is an option`,
      `To pass a value that begins with a hyphen, write ${written}=${value}.`,
    );
  }
  if (facts.values && !facts.values.includes(value)) {
    throw new UsageError(
      `${written} '${value}' is not one of ${facts.values.join(', ')}`,
      suggestion(value, facts.values),
    );
  }
  return value;
}

function unknown(
  { written, name }: GivenOption,
  command: Pick<Command, 'name' | 'options'>,
  commands: readonly Command[],
): UsageError {
  const own = command.options.flatMap(namesOf).filter((other) => other.startsWith('--'));
  const negated = `--${name.replace(/^no-/, '')}`;
  const owners = commands.filter(({ options }) => options.flatMap(namesOf).includes(written));
  const hint =
    negated !== `--${name}` && own.includes(negated)
      ? `${negated} is off by default: omit it.`
      : owners.length > 0
        ? `${owners.map((owner) => owner.name).join(', ')} ${owners.length === 1 ? 'has' : 'have'} it.`
        : suggestion(written, [...own, '--help']);
  return new UsageError(`${command.name} has no option '${written}'`, hint);
}

/** `--exit-code` has the key exitCode. */
const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function refuseConflict({ readable, gzip, base64 }: Pick<Options, 'readable' | 'gzip' | 'base64'>): void {
  const other = gzip ? '--gzip' : '--base64';
  if (!readable || !(gzip || base64)) return;
  throw new UsageError(
    `--readable and ${other} contradict each other`,
    `Use one of them: --readable keeps every file as text, ${other} encodes the whole document.`,
  );
}
