import { stringify } from 'yaml';
import { compile } from '../../src/compile.ts';

/** A manifest of one host whose raw cloud-config is this text; it begins at line 7, column 7. */
export function manifestWith(cloudConfig: string, os = 'debian-12'): string {
  const block = cloudConfig.trim().replaceAll(/^(?=.)/gm, '      ');
  return `meshinit: 1\ndefaults: { os: ${os}, provider: nocloud }\nhosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n${block}\n`;
}

/** The same for a value. */
export const manifestOf = (cloudConfig: unknown, os = 'debian-12'): string =>
  stringify({
    meshinit: 1,
    defaults: { os, provider: 'nocloud' },
    hosts: { host1: { address: '10.0.0.11', cloud_config: cloudConfig } },
  });

/** Errors as `line:column code message`, each with its hint. */
export const errorsOf = (manifest: string): string[] =>
  compile(manifest)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(
      ({ line, column, code, message, hint }) =>
        `${line}:${column} ${code} ${message}${hint === '' ? '' : `\n  ${hint}`}`,
    );
