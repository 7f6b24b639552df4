import { Document, isScalar, Scalar, visit } from 'yaml';
import type { HostConfig } from '../host/host-config.ts';
import type { Passthrough } from './passthrough.ts';

/** A file as cloud-init's write_files takes it, readable or packed. */
export interface WrittenFile {
  readonly path: string;
  readonly mode: number;
  /** The text, or base64 of its gzip. */
  readonly content: string;
  readonly packed: boolean;
}

/**
 * The cloud-config document. Deterministic, and without a version or a hash: tools replace a machine whose user-data
 * changed, so it changes only with the host's own work.
 */
export function cloudConfig(config: HostConfig, files: readonly WrittenFile[], passthrough: Passthrough): string {
  const { mesh, host, os } = config.plan;
  const { bootcmd = [], write_files = [], runcmd = [], ...rest } = passthrough.value as Record<string, unknown[]>;
  const value = {
    ...rest,
    ...listUnlessEmpty('bootcmd', [...config.everyBoot, ...bootcmd]),
    write_files: [...files.map(entry), ...write_files],
    runcmd: [...config.firstBoot, ...runcmd],
  };
  const document = new Document(value, { aliasDuplicateObjects: false });
  // Quoted, since an unquoted 0755 is a decimal number to YAML 1.2 and octal to cloud-init's 1.1.
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === 'permissions' && isScalar(pair.value))
        pair.value.type = Scalar.QUOTE_SINGLE;
    },
  });
  const header = [
    '#cloud-config',
    `# Host ${host.name} (${os.title}) of cluster ${mesh.name}, made by meshinit. Edit the manifest, not this file;`,
    `# then make it again with: meshinit compile --host ${host.name}`,
    '',
  ].join('\n');
  return header + document.toString({ lineWidth: 0, blockQuote: 'literal', indentSeq: true });
}

const listUnlessEmpty = (key: string, list: readonly unknown[]): Record<string, unknown> =>
  list.length === 0 ? {} : { [key]: list };

const entry = ({ path, mode, content, packed }: WrittenFile): Record<string, unknown> => ({
  path,
  permissions: `0${mode.toString(8)}`,
  ...(packed ? { encoding: 'gz+b64' } : {}),
  content,
});
