import type { HostConfig } from '../../host/host-config.ts';
import type { PlannedFile } from '../../host/part.ts';
import type { OsFacts } from '../../os/os-facts.ts';
import { remembered } from '../../remembered.ts';
import { assertCloudConfig } from '../assert-cloud-config.ts';
import { bundleOf, programsOf, wholeOf, withoutStarter } from '../bundle.ts';
import { checkCloudConfigs } from '../check-cloud-config.ts';
import { checkLogins } from '../check-logins.ts';
import { checkOwnedFiles } from '../check-owned-files.ts';
import { type Draft, type FileWriter, type Piece, piece } from '../draft.ts';
import { base64, utf8 } from '../encoding.ts';
import { gzip } from '../gzip.ts';
import { merge } from '../merge.ts';
import { type Passthrough, rawKeyOf } from '../raw-parts.ts';
import { yamlText } from '../yaml/yaml-text.ts';
import type { Drafter, Format } from './format.ts';

/** What cloud-init reads, on every system that has it. */
export const cloudConfig = {
  id: 'cloud-config',
  reader: 'cloud-init',
  extension: '.yaml',
  raw: { key: rawKeyOf['cloud-config'], check: checkRaw, checkOwned: checkOwnedFiles, merge },
  hasEntries: true,
  unpacks: true,
  isYaml: true,
  drafter: (): Drafter => {
    const writer = cloudConfigWriter();
    const verified = remembered((_: OsFacts) => new Set<string>());
    return (config, passthrough) => cloudConfigDraft(config, passthrough, writer, verified(config.plan.os));
  },
} as const satisfies Format;

function checkRaw(...[manifest, hosts, broken, reporter]: Parameters<typeof checkCloudConfigs>): void {
  checkCloudConfigs(manifest, hosts, broken, reporter);
  checkLogins(manifest, hosts, reporter);
}

/** A piece that is one entry of write_files, and the value that its text spells. */
interface Entry extends Piece {
  readonly value: Readonly<Record<string, string>>;
  /** What a schema can tell from another entry's: paths, modes and contents are texts to it. */
  readonly shape: string;
}

interface Rendered {
  readonly content: string;
  readonly readable: Entry;
  packed?: Entry;
}

/** Contents of a path on one host: a document may be drafted as it is and with its lists folded, each with a bundle. */
const CONTENTS = 4;

/**
 * Writes files as entries of write_files. Hosts of one cluster differ little: a file that is the same as on the host
 * before is not written again.
 */
function cloudConfigWriter(): FileWriter<Entry> {
  const lasts = new Map<string, readonly Rendered[]>();
  const of = (file: PlannedFile): Rendered => {
    const known = lasts.get(file.path) ?? [];
    const same = known.find(({ content }) => content === file.content);
    if (same) return same;
    const rendered = { content: file.content, readable: entryOf(file, { content: file.content }) };
    lasts.set(file.path, [rendered, ...known.slice(0, CONTENTS - 1)]);
    return rendered;
  };
  return {
    readable: (file) => of(file).readable,
    packed(file) {
      const rendered = of(file);
      rendered.packed ??= entryOf(file, { encoding: 'gz+b64', content: base64(gzip(utf8(file.content))) });
      return rendered.packed;
    },
  };
}

/** Of write_files, in every cloud-init (config/cc_write_files.py, DEFAULT_PERMS). */
const DEFAULT_MODE = 0o644;

function entryOf({ path, mode }: PlannedFile, content: Record<string, string>): Entry {
  const permissions = mode === DEFAULT_MODE ? {} : { permissions: `0${mode.toString(8)}` };
  const value = { path, ...permissions, ...content };
  return { ...piece(yamlText([value])), value, shape: `${Object.keys(value)} ${content['encoding']}` };
}

/**
 * One host as cloud-config. Deterministic, and without a version or a hash: tools replace a machine whose user-data
 * changed, so it changes only with the host's own work.
 */
function cloudConfigDraft(
  config: HostConfig,
  passthrough: Passthrough,
  writer: FileWriter<Entry>,
  verified: Set<string>,
): Draft<Entry> {
  const { bootcmd, write_files, runcmd, ...rest } = passthrough.value;
  const boot = [...config.everyBoot, ...listOf(bootcmd)];
  const theirs = listOf(write_files);
  const before = { ...rest, ...(boot.length > 0 ? { bootcmd: boot } : {}) };
  const after = { runcmd: [...config.firstBoot, ...listOf(runcmd)] };
  const head = piece(`${header(config)}${section(before)}write_files:\n`);
  const tail = piece(`${theirs.length > 0 ? yamlText(theirs) : ''}${section(after)}`);
  return {
    files: config.files,
    writer,
    bundle: { files: programsOf(config), packed: () => writer.packed(bundleOf(config)) },
    whole: { files: withoutStarter(config), packed: () => writer.packed(wholeOf(config)) },
    frameBytes: head.bytes + tail.bytes,
    assemble: (entries) => [head, ...entries, tail].map(({ text }) => text).join(''),
    verify(entries) {
      const fresh = entries.filter(({ shape }) => !verified.has(shape));
      // The commands besides are the system's, which the first host's document had too.
      if (fresh.length === 0 && Object.keys(passthrough.value).length === 0) return;
      const write_files = [...(fresh.length > 0 ? fresh : entries.slice(0, 1)).map(({ value }) => value), ...theirs];
      assertCloudConfig({ ...before, write_files, ...after }, config.plan);
      for (const { shape } of fresh) verified.add(shape);
    },
  };
}

const header = ({ plan: { cluster, node, os } }: HostConfig): string =>
  [
    '#cloud-config',
    `# Host ${node.name} (${os.title}) of cluster ${cluster.name}, made by meshinit: edit the manifest, then run`,
    `# meshinit compile MANIFEST --host ${node.name}`,
    '',
  ].join('\n');

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const section = (value: Record<string, unknown>): string => (Object.keys(value).length === 0 ? '' : yamlText(value));
