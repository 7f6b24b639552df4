import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { type Compilation, type CompileOptions, compile } from '../../src/compile.ts';
import type { HostDocument } from '../../src/document/pack.ts';
import { buildHost } from '../../src/host/build.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { LockOptions } from '../../src/mesh/keep-lock.ts';
import type { Cluster, Mesh } from '../../src/mesh/mesh.ts';
import { type Plan, planNetworks } from '../../src/mesh/plan.ts';
import { filesOfIgnition } from './ignition.ts';

/** A compilation without errors; the mesh is the main network's. */
export type Compiled = Compilation & { readonly cluster: Cluster; readonly mesh: Mesh; readonly lock: string };

/** Of a seed that nobody has. */
const KEYS = keysFrom(new Uint8Array(32));

/** Compiles, with a seed, or fails the test with what meshinit says. */
export function compiled(text: string, options: CompileOptions = {}): Compiled {
  const compilation = compile(text, { keys: KEYS, ...options });
  const { cluster, lock } = compilation;
  if (cluster && lock !== undefined) return { ...compilation, cluster, mesh: cluster.networks[0], lock };
  throw new Error(`${compilation.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n')}\n${text}`);
}

/** The numbers alone, for properties that look at no document: a hundred times faster. Fails like `compiled`. */
export function planned(text: string, options: LockOptions = {}): Plan & { readonly mesh: Mesh } {
  const { input, reporter } = parseManifest(text);
  const plan = input && planNetworks(readManifest(input), options, reporter);
  if (plan) return { ...plan, mesh: plan.cluster.networks[0] };
  throw new Error(
    `${reporter
      .list()
      .map(({ code, message }) => `${code}: ${message}`)
      .join('\n')}\n${text}`,
  );
}

/** What each host is to become, before it is rendered. */
export function hostConfigs(text: string, options: CompileOptions = {}): HostConfig[] {
  const { cluster } = compiled(text, options);
  const { input, taint } = parseManifest(text, options);
  if (!input) throw new Error('a manifest that compiles can be parsed');
  const manifest = readManifest(input, undefined, undefined, taint, options.keys ?? KEYS);
  return cluster.nodes.map((node) => buildHost(manifest, cluster, node));
}

export interface FileOnHost {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
}

/** A cloud-config document as the host's cloud-init reads it. */
export interface CloudConfig {
  readonly write_files: readonly { path: string; permissions?: string; content: string; encoding?: string }[];
  readonly bootcmd?: readonly unknown[];
  readonly runcmd: readonly unknown[];
  readonly [key: string]: unknown;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The document's text, whatever it is packed in. */
export function textOf({ content, packing }: HostDocument): string {
  const base64 = packing === 'base64' || packing === 'gzip+base64';
  const bytes = base64 ? Buffer.from(decoder.decode(content), 'base64') : content;
  return decoder.decode(packing === 'gzip' || packing === 'gzip+base64' ? gunzipSync(bytes) : bytes);
}

/** Read as YAML 1.1, as Python's yaml does. */
export const cloudConfigOf = (document: HostDocument): CloudConfig => parse(textOf(document), { version: '1.1' });

/** The files that cloud-init, Ignition or the script will write. */
export function filesOf(document: HostDocument): FileOnHost[] {
  if (document.format === 'ignition') return filesOfIgnition(textOf(document));
  if (document.format === 'script') return filesOfScript(textOf(document));
  return cloudConfigOf(document).write_files.flatMap(({ path, permissions, content, encoding }) => {
    const text = encoding === 'gz+b64' ? gunzipSync(Buffer.from(content, 'base64')).toString() : content;
    // The programs in one, which has the first boot's own place.
    if (text.includes('\nput ')) return filesOfScript(text);
    return [{ path, mode: Number.parseInt(permissions ?? '644', 8), content: text }];
  });
}

/** Of the calls of a script that write a file, those that it has packed together included. */
function filesOfScript(text: string): FileOnHost[] {
  const whole = text.replace(/^run_packed <<'(EOF_*)'\n(.*?)^\1$/gms, (_, __, packed: string) =>
    gunzipSync(Buffer.from(packed, 'base64')).toString(),
  );
  const calls = whole.matchAll(/^put(_packed)? (\S+) (0[0-7]+) <<'(EOF_*)'\n(.*?)^\4$/gms);
  return [...calls].map(([, isPacked, path = '', mode = '', , content = '']) => ({
    path,
    mode: Number.parseInt(mode, 8),
    content: isPacked ? gunzipSync(Buffer.from(content, 'base64')).toString() : content,
  }));
}

/** What a shell runs or reads: not what begins with the name of another interpreter. */
export const isScript = ({ path, content }: FileOnHost): boolean =>
  content.startsWith('#!/bin/sh') || (path.endsWith('.sh') && !content.startsWith('#!'));
