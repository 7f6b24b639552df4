import * as z from 'zod';
import { formatIds as diagnosticsFormats } from '../diagnostics/formats.ts';
import { formatIds } from '../document/formats/ids.ts';
import { pictureIds } from '../graph/picture-ids.ts';
import { sourceIds } from '../init/source-ids.ts';
import type { Keys } from '../keys/keys.ts';
import { type ProviderId, providerIds } from '../providers/providers.ts';

export const DEFAULT_MANIFEST = 'meshinit.yaml';

const text = z.string().optional();
const flag = z.boolean().default(false);

/** Every option of every command, by its key. */
export const optionsSchema = z.object({
  manifest: text,
  typed: text,
  valuesFile: text,
  oldValues: text,
  settings: z.array(z.string()).optional(),
  host: z.array(z.string()).optional(),
  out: text,
  picture: z.enum(pictureIds).default(pictureIds[0]),
  format: z.enum(formatIds).optional(),
  diagnostics: z.enum(diagnosticsFormats as [(typeof diagnosticsFormats)[number]]).default('pretty'),
  stdout: flag,
  watch: flag,
  readable: flag,
  gzip: flag,
  base64: flag,
  seed: text,
  rotate: flag,
  finish: flag,
  frozen: flag,
  strict: flag,
  days: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: 'not a number of days from 1 to 9999' })
    .transform(Number)
    .default(365),
  url: text,
  sha256: text,
  os: text,
  serve: text,
  provider: z.enum(providerIds as [ProviderId, ...ProviderId[]]).optional(),
  name: text,
  force: flag,
  text: flag,
  exitCode: flag,
  from: text,
  source: z.enum(sourceIds).optional(),
  all: flag,
  json: flag,
  noOpen: flag,
  port: z
    .string()
    .regex(/^(?:0|[1-9]\d{0,4})$/, { error: 'not a port from 0 to 65535' })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'not a port from 0 to 65535' })
    .default(0),
  pretty: flag,
  within: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, { error: 'not a number of seconds from 1 to 99999' })
    .transform(Number)
    .optional(),
  live: flag,
  dryRun: flag,
  yes: flag,
  parallel: flag,
});

/** A command's options, checked. */
export type Options = z.output<typeof optionsSchema> & {
  /** Path of the manifest, or `-` for standard input. */
  readonly manifest: string;
  /** Whether it is not the default. */
  readonly isManifestNamed: boolean;
  /** The words that the command takes, as written; of optional ones there may be fewer. */
  readonly words: readonly string[];
  /** What the seed gives, once a command that needs it has read that. */
  readonly keys?: Keys | undefined;
  /** Where no host gets what is built, no seed is needed. */
  readonly isTrial?: boolean;
};
