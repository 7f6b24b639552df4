import { parse } from 'yaml';
import { isForOwner } from '../host/part.ts';
import { isRecord } from '../manifest/wording.ts';
import { holdsSecret } from '../secrets/find-secrets.ts';
import { inflated } from '../secrets/inflated.ts';
import { isBundle } from './bundle.ts';

export interface ReadFile {
  readonly content: string;
  /** Permission bits on the host. */
  readonly mode: number;
}

/** A host's document as something reads it: its files, and whatever else it has. */
export interface ReadDocument {
  readonly files: ReadonlyMap<string, ReadFile>;
  /** All but the files, as JSON: what the first boot alone reads. */
  readonly rest: string;
  /** Whether it holds something that others should not read: asked of few, and takes a look at all of it. */
  readonly isSecret: () => boolean;
}

type Entry = [path: string, file: ReadFile];

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const fromBase64 = (encoded: string): Uint8Array => Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
const inflatedText = (encoded: string): string => utf8(inflated(fromBase64(encoded)));

/** The text of a document, whatever it is packed in as a whole; by the magic number of gzip (RFC 1952). */
export function unpacked(bytes: Uint8Array): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return utf8(inflated(bytes));
  const plain = utf8(bytes);
  return /^[A-Za-z0-9+/]{40,}={0,2}\s*$/.test(plain) ? unpacked(fromBase64(plain.trim())) : plain;
}

/**
 * Reads a document that meshinit wrote, of any format.
 * @returns undefined where it is none
 */
export function readDocument(bytes: Uint8Array): ReadDocument | undefined {
  try {
    const document = unpacked(bytes);
    if (document.startsWith('#cloud-config')) return fromCloudConfig(parse(document, { version: '1.1' }));
    if (document.startsWith('{')) return fromIgnition(JSON.parse(document));
    return document.startsWith('#!/bin/sh') ? fromScript(document) : undefined;
  } catch {
    return undefined;
  }
}

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Permission bits where a document has none. */
const USUAL = 0o644;

const modeOf = (octal: unknown): number => (octal === undefined ? USUAL : Number.parseInt(String(octal), 8));

function fromCloudConfig(value: unknown): ReadDocument | undefined {
  if (!isRecord(value)) return undefined;
  const { write_files, ...rest } = value;
  const entries = records(write_files).map((entry) => {
    const { path, content, encoding, permissions } = entry;
    const isPacked = encoding === 'gz+b64';
    const text = isPacked ? inflatedText(String(content)) : String(content);
    const bundled = isPacked && isBundle(String(path), text) ? callsIn(text).flatMap(fileOf) : undefined;
    const alone: Entry = [String(path), { content: text, mode: modeOf(permissions) }];
    return { entry, bundled, files: bundled ?? [alone] };
  });
  const files = entries.flatMap((each) => each.files);
  // Nobody may read a bundle, whatever is in it.
  const isSecret = (): boolean =>
    holdsSecret({ ...value, write_files: entries.flatMap(({ entry, bundled }) => bundled?.map(asEntry) ?? entry) });
  return { files: new Map(files), rest: JSON.stringify(rest), isSecret };
}

const asEntry = ([path, { content, mode }]: Entry): object => ({ path, content, permissions: `0${mode.toString(8)}` });

function fromIgnition(value: unknown): ReadDocument | undefined {
  if (!isRecord(value) || !isRecord(value['ignition'])) return undefined;
  const { storage, systemd, ...rest } = value;
  const { files: ofStorage, ...nodes } = isRecord(storage) ? storage : {};
  const files = records(ofStorage).map(
    ({ path, contents, mode }): Entry => [
      String(path),
      { content: dataOf(contents), mode: typeof mode === 'number' ? mode : USUAL },
    ],
  );
  const ofUnit = (path: string, contents: unknown): Entry => [path, { content: String(contents), mode: USUAL }];
  const units = records(isRecord(systemd) ? systemd['units'] : []).flatMap(({ name, contents, dropins }) => {
    const at = `/etc/systemd/system/${name}`;
    const parts = records(dropins).map((dropIn) => ofUnit(`${at}.d/${dropIn['name']}`, dropIn['contents']));
    return contents === undefined ? parts : [ofUnit(at, contents), ...parts];
  });
  return {
    files: new Map([...files, ...units]),
    rest: JSON.stringify({ ...rest, nodes }),
    isSecret: () => holdsSecret(value),
  };
}

/** What a data URL holds (RFC 2397); another URL stands for itself. */
function dataOf(contents: unknown): string {
  if (!isRecord(contents)) return '';
  const source = String(contents['source']);
  const [, encoding, data = ''] = /^data:(;base64)?,(.*)$/s.exec(source) ?? [];
  if (!source.startsWith('data:')) return source;
  const bytes = encoding ? fromBase64(data) : new TextEncoder().encode(decodeURIComponent(data));
  return utf8(contents['compression'] === 'gzip' ? inflated(bytes) : bytes);
}

/** A call that writes a file, or several, from the lines below it, up to the word that it gives. */
const CALL = /^(put|put_packed|run_packed)(?: (\S{1,4096}) (0[0-7]{1,6}))? <<'(EOF_{0,64})'$/;

interface Call {
  readonly name: string;
  readonly path: string | undefined;
  readonly mode: string | undefined;
  /** The lines below it. */
  readonly below: readonly string[];
}

function callsIn(script: string): Call[] {
  const calls: Call[] = [];
  const lines = script.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, path, mode, end] = CALL.exec(lines[index] ?? '') ?? [];
    if (name === undefined) continue;
    const from = index + 1;
    while (index < lines.length && lines[index] !== end) index += 1;
    calls.push({ name, path, mode, below: lines.slice(from, index) });
  }
  return calls;
}

function fileOf({ name, path, mode, below }: Call): Entry[] {
  if (path === undefined) return [];
  const content = name === 'put' ? below.map((line) => `${line}\n`).join('') : inflatedText(below.join(''));
  return [[path, { content, mode: modeOf(mode) }]];
}

function fromScript(document: string): ReadDocument {
  const calls = callsIn(document).flatMap((call) =>
    call.name === 'run_packed' ? callsIn(inflatedText(call.below.join(''))) : [call],
  );
  const files = calls.flatMap(fileOf);
  const isSecret = (): boolean =>
    files.some(([path, { content, mode }]) => isForOwner(mode) || holdsSecret({ path, content }));
  // What surrounds the files is the same for every host but for its name.
  return { files: new Map(files), rest: '', isSecret };
}
