import { formats } from './formats/formats.ts';
import { packings } from './packing.ts';

const extensions = formats.flatMap(({ extension }) =>
  [...new Set(Object.values(packings).map((packing) => packing.extension))].map((packed) => `${extension}${packed}`),
);

/** The host of a name that meshinit gives a document, `host1.yaml.gz`; undefined for any other name. */
export function hostOfDocument(name: string): string | undefined {
  const [host = ''] = name.split('.');
  // The label of a host: RFC 1123.
  const isHost = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(host);
  return isHost && extensions.includes(name.slice(host.length)) ? host : undefined;
}
