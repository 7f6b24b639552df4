import { gunzipSync } from 'node:zlib';
import { ignition } from '../../src/document/formats/ignition.ts';
import type { HostConfig } from '../../src/host/host-config.ts';

interface Resource {
  readonly source: string;
  readonly compression?: string;
}

export interface IgnitionConfig {
  readonly ignition: { readonly version: string };
  readonly storage: {
    readonly files: readonly { path: string; mode: number; overwrite?: boolean; contents: Resource }[];
  };
  readonly systemd: {
    readonly units: readonly {
      name: string;
      enabled?: boolean;
      contents?: string;
      dropins?: readonly { name: string; contents: string }[];
    }[];
  };
  readonly passwd?: unknown;
}

/** The document's text. */
export function ignitionText(config: HostConfig, theirs: Record<string, unknown> = {}, pretty = false): string {
  const draft = ignition.drafter()(config, { value: theirs, secret: false }, { pretty });
  draft.verify([]);
  return draft.assemble([]);
}

export const ignitionOf = (text: string): IgnitionConfig => JSON.parse(text) as IgnitionConfig;

/** What a data URL holds. */
export function contentOf({ source, compression }: Resource): string {
  const [, encoding, data = ''] = /^data:(;base64)?,(.*)$/s.exec(source) ?? [];
  const bytes = encoding ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data));
  return (compression === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}

/** Every file that Ignition and systemd's directories would have of it. */
export function filesOfIgnition(text: string): { path: string; mode: number; content: string }[] {
  const { storage, systemd } = ignitionOf(text);
  const units = systemd.units.flatMap(({ name, contents, dropins = [] }) => [
    ...(contents === undefined ? [] : [{ path: `/etc/systemd/system/${name}`, mode: 0o644, content: contents }]),
    ...dropins.map((dropIn) => ({
      path: `/etc/systemd/system/${name}.d/${dropIn.name}`,
      mode: 0o644,
      content: dropIn.contents,
    })),
  ]);
  const files = storage.files.map(({ path, mode, contents }) => ({ path, mode, content: contentOf(contents) }));
  return [...files, ...units].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
