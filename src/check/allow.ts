import type { Diagnostic, Law } from '../diagnostics/diagnostic.ts';
import { type Locator, Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { twoHosts } from './example.ts';

const allowOfError = {
  code: 'MI0670',
  severity: 'error',
  title: '`allow` takes the codes of warnings.',
  explanation:
    'An error means that the manifest cannot make a working host, so it cannot be silenced; an unknown code silences nothing.',
  wrong: twoHosts('network: { loops: stp }\nallow: { MI0401: they share an address }\n'),
  right: twoHosts('network: { loops: stp }\nallow: { MI0656: the drills expect it }\n'),
} as const satisfies Law;

const unusedAllow = {
  code: 'MI0671',
  severity: 'warning',
  title: 'Each entry of `allow` must silence a warning.',
  explanation: 'The warning is fixed, or never existed. If the entry stays, it hides the next one.',
  wrong: twoHosts('allow: { MI0656: the drills expect it }\n'),
  right: twoHosts('network: { loops: stp }\nallow: { MI0656: the drills expect it }\n'),
} as const satisfies Law;

export const allowLaws = [allowOfError, unusedAllow] as const satisfies readonly Law[];

/**
 * Takes away the warnings that `allow` silences, and reports entries that silence none. To be called once, after
 * every stage has reported.
 * @param laws those of every stage that can report in this run: they tell warnings from errors and from codes that
 *   do not exist
 * @returns the diagnostics that remain, in the manifest's order
 */
export function applyAllow(
  diagnostics: readonly Diagnostic[],
  { input }: Pick<Manifest, 'input'>,
  locator: Locator,
  laws: readonly Law[],
): Diagnostic[] {
  const codes = Object.keys(input.allow ?? {});
  const isSilenced = ({ code, severity }: Diagnostic): boolean => severity === 'warning' && codes.includes(code);
  const reporter = new Reporter(locator);
  for (const diagnostic of diagnostics) if (!isSilenced(diagnostic)) reporter.add(diagnostic);
  const warnings = laws.filter(({ severity }) => severity === 'warning').map(({ code }) => code as string);
  for (const code of codes.filter((name) => !warnings.includes(name))) {
    const isError = laws.some((law) => law.code === code);
    reporter.report(allowOfError, {
      path: ['allow', code],
      at: 'key',
      message: `allow names ${code}, which is ${isError ? 'an error and cannot be silenced' : 'not a code of meshinit'}`,
      hint: isError
        ? 'Fix what it reports, and remove the entry.'
        : 'Copy the code from the warning, or remove the entry.',
    });
  }
  // With an error, later stages did not run: which warnings they would have had is not known.
  if (reporter.failed) return reporter.list();
  const found = new Set<string>(diagnostics.map(({ code }) => code));
  const ofCall = laws.filter((law) => law.ofCall).map(({ code }) => code as string);
  const unused = codes.filter((code) => !found.has(code) && !ofCall.includes(code) && code !== unusedAllow.code);
  const isAllowed = codes.includes(unusedAllow.code);
  for (const code of isAllowed ? (unused.length === 0 ? [unusedAllow.code] : []) : unused) {
    reporter.report(unusedAllow, {
      path: ['allow', code],
      at: 'key',
      message: `allow.${code} silences nothing: this manifest has no such warning`,
      hint: 'Remove the entry.',
    });
  }
  return reporter.list();
}
