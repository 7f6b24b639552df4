import { normalize } from 'node:path';
import * as z from 'zod';
import { didYouMean } from '../diagnostics/nearest.ts';
import { formatIds } from '../document/formats/ids.ts';
import { type ProviderId, providerIds } from '../providers/providers.ts';
import { InputError } from './input-error.ts';
import { type InputName, inputList } from './input-list.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** YAML 1.2's core schema, section 10.3.2: these spellings and no others. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

const boolean = z.string().transform((text, context): boolean => {
  const value = Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : undefined;
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: wordsFor(text, Object.keys(BOOLEANS)), input: text });
  return z.NEVER;
});

/** A boolean, or one further word. */
const booleanOr = <const Word extends string>(word: Word) =>
  z.string().transform((text, context): Word | boolean => {
    const value = text === word ? word : boolean.safeParse(text).data;
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: wordsFor(text, [word, ...Object.keys(BOOLEANS)]), input: text });
    return z.NEVER;
  });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .union([z.literal(''), z.enum(values)], { error: ({ input }) => wordsFor(String(input), values) })
    .transform((text) => (text === '' ? undefined : (text as Values[number])));

const lines = z.string().transform((text) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);
const optional = z.string().transform((text) => (text === '' ? undefined : text));

/** The part of a reference that follows refs/tags/: git-check-ref-format(1), as far as an API path cares. */
const tag = optional.refine((text) => text === undefined || !/[\s~^:?*[\\]|\.\.|^\/|\/$|\p{Cc}/u.test(text), {
  error: 'expected a tag name, such as v1.2.0',
});

const schema = z.object({
  manifest: lines,
  // Without `..`: what comes before one may be a link.
  out: z.string().transform((text) => normalize(text).replace(/(?<=^\/|[^/])\/+$/, '')),
  format: oneOf(formatIds),
  provider: oneOf(providerIds as [ProviderId, ...ProviderId[]]),
  values: optional,
  seed: optional,
  set: lines,
  attach: booleanOr('auto'),
  tag,
  repository: optional.refine((text) => text === undefined || /^[\w.-]+\/[\w.-]+$/.test(text), {
    error: ({ input }) => `'${String(input)}' is not of the form OWNER/NAME`,
  }),
  token: optional,
  frozen: boolean,
  strict: boolean,
  draft: boolean,
  prune: boolean,
  'allow-secrets': boolean,
  summary: booleanOr('notes'),
  comment: boolean,
} satisfies Record<InputName, z.ZodType>);

export type Inputs = z.output<typeof schema>;

/**
 * The inputs as the runner hands them over: `INPUT_` and the name in capitals, hyphens kept. One that is not set, or
 * empty, has its default.
 * @throws InputError that names the input
 */
export function readInputs(env: Environment): Inputs {
  const raw = Object.fromEntries(inputList.map((input) => [input.name, rawInput(env, input)]));
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new InputError(String(issue?.path[0]), issue?.message ?? 'not understood');
}

function rawInput(env: Environment, input: (typeof inputList)[number]): string {
  const given = env[`INPUT_${input.name.toUpperCase()}`]?.trim() ?? '';
  // Only the runner can fill in an expression.
  return given !== '' || input.default.startsWith('${{') ? given : input.default;
}

function wordsFor(given: string, words: readonly string[]): string {
  const hint = didYouMean(given, words);
  return `'${given}' is not one of ${words.join(', ')}${hint === '' ? '' : `; ${hint}`}`;
}
