import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { HostDocument } from '../../src/index.ts';
import { filesOfIgnition, ignitionOf } from '../support/ignition.ts';
import type { Namespace, Outcome } from './namespace.ts';

interface WriteFile {
  readonly path: string;
  readonly permissions?: string;
  readonly content: string;
  readonly encoding?: string;
}

/** The parts of a document that meshinit makes, as cloud-init has them. */
export interface CloudConfig {
  readonly bootcmd?: readonly string[];
  readonly write_files: readonly WriteFile[];
  readonly runcmd: readonly string[];
}

/** Where a script is put: it is run from there by standard input, as over ssh. */
export const SCRIPT = '/run/document.sh';

export function readDocument({ content, packing, format }: HostDocument): CloudConfig {
  if (format === 'script') {
    const file = { path: SCRIPT, permissions: '0600', content: Buffer.from(content).toString() };
    return { write_files: [file], runcmd: [`sh -s <${SCRIPT}`] };
  }
  if (packing.includes('base64')) throw new Error('a document for these tests is plain');
  const text = Buffer.from(packing === 'gzip' ? gunzipSync(content) : content).toString();
  return format === 'ignition' ? asCloudConfig(text) : parse(text);
}

/** What Ignition writes, and then systemd starts: the units that are enabled, the firewall before any network. */
function asCloudConfig(text: string): CloudConfig {
  const { units } = ignitionOf(text).systemd;
  const enabled = units.filter((unit) => unit.enabled).map(({ name }) => name);
  return {
    write_files: filesOfIgnition(text).map(({ path, mode, content }) => ({
      path,
      permissions: mode.toString(8),
      content,
    })),
    runcmd: [`systemctl start ${enabled.join(' ')}`],
  };
}

/** What cloud-init does with a document before it runs its commands. */
export function writeFiles({ write_files }: CloudConfig, machine: Namespace): void {
  for (const entry of write_files) {
    const file = machine.path(entry.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(entry));
    chmodSync(file, Number.parseInt(entry.permissions ?? '644', 8));
  }
}

/** A file's text, whether it is packed or not. */
const contentOf = ({ content, encoding }: WriteFile): string =>
  encoding === 'gz+b64' ? gunzipSync(Buffer.from(content, 'base64')).toString() : content;

/** cloud-init makes one shell script of the commands of a key, and so its status is the last command's. */
export function runCommands(commands: readonly string[] = [], machine: Namespace): Promise<Outcome> {
  return machine.try(commands.join('\n'));
}
