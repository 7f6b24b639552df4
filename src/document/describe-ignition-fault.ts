import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { nameOf, orList, shortened } from '../manifest/wording.ts';
import { unlike, type Words } from './describe-fault.ts';
import { IGNITION_VERSION } from './ignition-schema.ts';
import { notIgnition } from './laws.ts';
import type { SchemaFault } from './schema-fault.ts';

/** What people take for Ignition. */
const KEY_HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    variant: 'This is Butane: translate it first, and put the output of butane here, as YAML or JSON.',
    write_files: "Did you mean 'storage.files'?",
    ssh_authorized_keys: "In Ignition: passwd.users, with 'sshAuthorizedKeys' of each.",
    inline: 'This is Butane. In Ignition: source: "data:,text".',
    filesystem: 'This belongs to specification 2. In version 3, paths begin at the root of the host.',
  }),
);

const LAST_HINTS: Readonly<Record<string, string>> = {
  mode: 'Write permission bits as a number: 0o644, or 420 in decimal. YAML 1.2 reads 0644 as 644.',
  source: 'Example: "data:,hello%20world", or https://example.com/file.',
  path: 'An absolute path without //, . or .., and without a slash at its end.',
  hash: 'Example: sha256- and 64 hexadecimal digits.',
};

/**
 * A fault of raw Ignition in words. Types, sizes and keys are told, and never a value: any may be a secret.
 * @param path where the manifest has it
 */
export function describeIgnitionFault(fault: SchemaFault, path: ManifestPath): Words {
  const key = String(path.at(-1));
  if (fault.kind === 'key') {
    const name = `unknown key '${shortened(key)}' in ${nameOf(path.slice(0, -1))}`;
    return {
      law: notIgnition,
      at: 'key',
      message: `${name}: Ignition ${IGNITION_VERSION} has none; legal keys: ${fault.legal.join(', ')}`,
      hint: KEY_HINTS.get(key) ?? didYouMean(key, fault.legal),
    };
  }
  if (fault.kind === 'missing') {
    const message = `${nameOf(path)} has no ${orList(fault.anyOf.map((name) => `'${name}'`))}`;
    return { law: notIgnition, message, hint: '' };
  }
  const hint = Object.hasOwn(LAST_HINTS, key) ? (LAST_HINTS[key] ?? '') : '';
  return { law: notIgnition, message: `${nameOf(path)} is ${unlike(fault)}`, hint };
}
