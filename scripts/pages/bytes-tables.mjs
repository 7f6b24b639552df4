import { table, thousands } from './markdown.mjs';

/** Full meshes whose bytes by packing are told. */
const SIZES = [3, 10, 30, 100, 300, 1000];

/** A full mesh of Debian hosts at addresses that count up. */
const manifest = (hosts, provider) =>
  `meshinit: 1\ndefaults: { os: debian-12, provider: ${provider} }\nnetwork: { subnet: 10.0.0.0/8, slice: /20 }\nhosts:\n${Array.from(
    { length: hosts },
    (_, index) => `  host${index + 1}: { address: 172.16.${index >> 8}.${index & 255} }\n`,
  ).join('')}`;

const host1Of = (compile, hosts, provider, options = {}) =>
  compile(manifest(hosts, provider), { hosts: ['host1'], ...options }).documents[0];

/** Bytes, what they were, and how much less they are; empty where one is not known. */
const beside = (bytes, was) =>
  bytes === undefined || was === undefined
    ? [bytes === undefined ? '' : thousands(bytes), '', '']
    : [thousands(bytes), thousands(was), `${Math.round(100 - (100 * bytes) / was)} %`];

/**
 * Bytes of the first host's document with its programs packed and nothing else: a file of the user's makes it just too
 * large to stay readable, and is counted off again. Undefined where a document is not cloud-config.
 */
function compactBytes(compile, text, readableBytes) {
  const filler = 'x'.repeat(16_400 - readableBytes);
  const own = `provider: generic\n  cloud_config: { write_files: [{ path: /etc/filler, content: ${filler} }] }`;
  const [document] = compile(text.replace('provider: nocloud', own)).documents;
  if (document?.packing !== 'compact') return undefined;
  return document.bytes - (document.readableBytes - readableBytes);
}

/**
 * The first host's document of each system with each of its stacks: readable, and with its programs packed.
 * @param before what those were in the first preview, and with each program packed by itself
 */
export const bytesBySystem = ({ compile, stackCases }, before) =>
  table(
    ['System', 'Stack', 'Readable', 'Before', 'Shorter by', 'Programs packed as one', 'One by one', 'Shorter by'],
    stackCases.map(({ os, stack, text }) => {
      const { readableBytes } = compile(text).documents[0];
      const [wasReadable, wasPacked] = before[`${os} ${stack}`] ?? [];
      return [
        `\`${os}\``,
        `\`${stack}\``,
        ...beside(readableBytes, wasReadable),
        ...beside(compactBytes(compile, text, readableBytes), wasPacked),
      ];
    }),
  );

/** What growing meshes cost in bytes. */
export const bytesByHosts = ({ compile }) =>
  table(
    ['Hosts', 'Readable', 'As text of at most 16,384', 'gzip of the whole'],
    SIZES.map((hosts) => {
      const { bytes, packing } = host1Of(compile, hosts, 'generic');
      const gzip = host1Of(compile, hosts, 'aws', { gzip: true });
      return [
        thousands(hosts),
        thousands(gzip.readableBytes),
        `${thousands(bytes)}, ${packing}`,
        thousands(gzip.bytes),
      ];
    }),
  );

/** Hosts of the largest full mesh whose documents are readable in 16,384 bytes. */
export function mostReadable({ compile }) {
  let [fits, fitsNot] = [1, 400];
  while (fitsNot - fits > 1) {
    const hosts = Math.floor((fits + fitsNot) / 2);
    if (host1Of(compile, hosts, 'generic').packing === 'readable') fits = hosts;
    else fitsNot = hosts;
  }
  return fits;
}
