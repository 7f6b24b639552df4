import type { FormatId } from '../document/formats/ids.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import type { Source } from '../manifest/source.ts';
import { programPath } from '../os/places.ts';
import { fileLines } from './document-lines.ts';
import { type Origin, Origins } from './origins.ts';

/** The origin of each line of one of a host's files. */
export function explainFile(file: PlannedFile, config: HostConfig, source: Source): Origin[] {
  const origins = new Origins(config, source);
  return linesOf(file).map((text) => origins.of({ name: file.path, file, text }));
}

/**
 * The origin of each line of a host's document. Of a file that is packed there, each line comes from the whole file; of
 * a bundle, from all files in it.
 * @param name the document's
 * @param lines its text, laid out for people
 */
export function explainDocument(
  name: string,
  lines: readonly string[],
  format: FormatId,
  config: HostConfig,
  source: Source,
): Origin[] {
  const origins = new Origins(config, source);
  const files = new Map(config.files.map((file) => [file.path, { file, lines: linesOf(file) }]));
  const bundlePath = programPath('setup', config.plan.os);
  const places = lines.map((_, index) => fileLines[format](lines, index + 1));
  const paths = new Set(places.map((at) => at?.path));
  const inBundle = config.files.filter(({ path }) => path === bundlePath || !paths.has(path));
  const wholes = new Map<PlannedFile, Origin>();
  const whole = (file: PlannedFile): Origin => {
    const of = file.path === bundlePath ? { ...file, origins: inBundle.flatMap((each) => each.origins) } : file;
    const origin = wholes.get(file) ?? origins.whole(of);
    wholes.set(file, origin);
    return origin;
  };
  return lines.map((text, index) => {
    const at = places[index];
    const known = at && files.get(at.path ?? bundlePath);
    if (!known) return origins.of({ name, text });
    const isReadable = at.line > 0 && known.lines[at.line - 1]?.trim() === text.trim();
    return isReadable ? origins.of({ name: known.file.path, file: known.file, text }) : whole(known.file);
  });
}

const linesOf = ({ content }: PlannedFile): string[] => content.replace(/\n$/, '').split('\n');
