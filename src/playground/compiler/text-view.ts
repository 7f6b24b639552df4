import { formatOf } from '../../document/formats/formats.ts';
import type { HostDocument } from '../../document/pack.ts';
import { packings } from '../../document/packing.ts';
import { explainDocument, explainFile } from '../../explain/explain-lines.ts';
import type { HostConfig } from '../../host/host-config.ts';
import type { Source } from '../../manifest/source.ts';
import type { TextView } from './messages.ts';

/** A file on the host, with where each line comes from; undefined where there is none. */
export function fileView(path: string, config: HostConfig, source: Source): TextView | undefined {
  const file = config.files.find((candidate) => candidate.path === path);
  if (!file) return undefined;
  const mode = `Mode 0${file.mode.toString(8)}.`;
  return {
    name: path,
    text: file.content,
    note: mode,
    origins: explainFile(file, config, source),
    files: pathsOf(config),
  };
}

/**
 * A host's document, with where each line comes from.
 * @param pretty the same, laid out for people, where it is one line
 */
export function documentView(
  document: HostDocument,
  pretty: HostDocument,
  config: HostConfig,
  source: Source,
): TextView {
  const isText = !document.packing.includes('gzip');
  const shown = isText && document.packing !== 'base64' ? pretty : undefined;
  const text = shown ? new TextDecoder().decode(shown.content) : '';
  const isLaidOut = shown !== undefined && shown.content.length !== document.content.length;
  const lines = text.replace(/\n$/, '').split('\n');
  return {
    name: document.name,
    text,
    note: [
      packings[document.packing].note ?? '',
      shown ? '' : 'Choose a file to read what is in it.',
      isLaidOut ? `Indented here; copied and downloaded as ${formatOf(document.format).reader} gets it.` : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    origins: shown ? explainDocument(document.name, lines, document.format, config, source) : [],
    files: pathsOf(config),
  };
}

const pathsOf = ({ files }: HostConfig): string[] => files.map(({ path }) => path);
