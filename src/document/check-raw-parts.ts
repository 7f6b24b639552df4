import { counted } from '../counted.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { osOf } from '../os/oses.ts';
import type { Format } from './formats/format.ts';
import { chosenFormat, formats } from './formats/formats.ts';
import type { FormatId } from './formats/ids.ts';
import { partOfAnotherFormat } from './laws.ts';
import { type RawKey, rawKeys, rawSources } from './raw-parts.ts';

/** Raw parts of documents: each is for a format that the host's document has, and of its words. */
export function checkRawParts(
  manifest: Manifest,
  broken: ReadonlySet<string>,
  wanted: FormatId | undefined,
  reporter: Reporter,
): void {
  const groups = new Map<Format | undefined, Host[]>();
  for (const host of manifest.hosts) {
    const os = host.os && osOf(host.os);
    const format = os && chosenFormat(os.formats, wanted);
    const group = groups.get(format);
    if (group) group.push(host);
    else groups.set(format, [host]);
  }
  const others: Misplaced[] = [];
  for (const [format, hosts] of groups) {
    if (format) others.push(...misplaced(manifest, hosts, format));
    // What a host of no known system says is looked at in every format's way.
    for (const { raw } of format ? [format] : allFormats) raw?.check(manifest, hosts, broken, reporter);
  }
  reportMisplaced(others, reporter);
}

const allFormats: readonly Format[] = formats;

interface Misplaced {
  readonly path: ManifestPath;
  readonly key: RawKey;
  readonly host: Host;
  readonly format: Format;
}

/**
 * Parts that these hosts' format cannot say. A default of another format is no fault of a host that has a part in its
 * own: a cluster of two formats has both defaults.
 */
function misplaced(manifest: Manifest, hosts: readonly Host[], format: Format): Misplaced[] {
  return hosts.flatMap((host) => {
    const own = format.raw?.key;
    const hasOwn = own !== undefined && rawSources(manifest, host, own).length > 0;
    return rawKeys
      .filter((key) => key !== own)
      .flatMap((key) => rawSources(manifest, host, key).map(({ path }) => ({ path, key, host, format })))
      .filter(({ path }) => path[0] === 'hosts' || !hasOwn);
  });
}

function reportMisplaced(found: readonly Misplaced[], reporter: Reporter): void {
  const byPath = new Map<string, Misplaced[]>();
  for (const item of found) {
    const name = item.path.join('.');
    const group = byPath.get(name);
    if (group) group.push(item);
    else byPath.set(name, [item]);
  }
  for (const [name, [first, ...rest]] of byPath) {
    if (!first) continue;
    const { path, host, format } = first;
    const more = rest.length === 0 ? '' : ` (and ${counted(rest.length, 'more host')})`;
    reporter.report(partOfAnotherFormat, {
      path,
      at: 'key',
      message: `${name} cannot be written in format ${format.id}, which ${host.name} gets${more}`,
      hint:
        format.raw === undefined
          ? 'Take it out, or compile these hosts without --format.'
          : `Write it in ${[...path.slice(0, -1), format.raw.key].join('.')}, as ${format.reader} expects.`,
    });
  }
}
