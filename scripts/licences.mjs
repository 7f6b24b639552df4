import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a package that its licence wants to go with its code. */
const NOTICE = /^(?:licen[cs]e|copying|copyright|notice)/i;
const RULE = `\n${'-'.repeat(80)}\n\n`;

/** The directories of the packages whose code is in bundles, by esbuild's account of them. */
export const packagesIn = (metafiles) =>
  metafiles.flatMap(({ inputs }) =>
    Object.keys(inputs).flatMap((path) => /^(?:.*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  );

function licenceOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const files = readdirSync(directory).filter((file) => NOTICE.test(file));
  if (files.length === 0) throw new Error(`${name} ${version} comes without the text of its licence`);
  const texts = files.toSorted().map((file) => readFileSync(join(directory, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}

/** What the licences of others' code ask for: their texts, which go with it. */
export const licences = (directories) => [...new Set(directories)].toSorted().map(licenceOf).join(RULE);

/** meshinit's own licence and those of what it contains. */
export const allLicences = (...others) =>
  [`meshinit\n\n${readFileSync('LICENSE', 'utf8').trim()}\n`, ...others].join(RULE);
