import type { HostConfig } from '../../host/host-config.ts';
import type { PlannedFile } from '../../host/part.ts';
import { nameOf } from '../../manifest/wording.ts';
import { checkIgnition } from '../check-ignition.ts';
import { checkOwnedIgnition } from '../check-owned-ignition.ts';
import { type Draft, piece } from '../draft.ts';
import { base64, utf8 } from '../encoding.ts';
import { gzip } from '../gzip.ts';
import { IGNITION_VERSION, ignitionFaults } from '../ignition-schema.ts';
import { mergeIgnition } from '../merge-ignition.ts';

import { type Passthrough, rawKeyOf } from '../raw-parts.ts';
import type { DraftOptions, Format } from './format.ts';

type Node = Record<string, unknown>;

/** What Ignition reads, on systems that have no cloud-init. */
export const ignition = {
  id: 'ignition',
  reader: 'Ignition',
  extension: '.ign',
  raw: {
    key: rawKeyOf.ignition,
    check: checkIgnition,
    checkOwned: checkOwnedIgnition,
    merge: (sources) => mergeIgnition(sources.map(({ value }) => value)),
  },
  hasEntries: false,
  unpacks: false,
  isYaml: true,
  drafter: () => draft,
} as const satisfies Format;

function draft(config: HostConfig, passthrough: Passthrough, { pretty }: DraftOptions): Draft {
  const value = ignitionConfig(config, passthrough.value);
  const { text, bytes } = piece(`${JSON.stringify(value, null, pretty ? 2 : undefined)}\n`);
  return {
    files: [],
    writer: { readable: wholeAlone, packed: wholeAlone },
    frameBytes: bytes,
    assemble: () => text,
    verify() {
      const [fault] = ignitionFaults(value);
      if (!fault) return;
      throw new Error(`the document of ${config.plan.node.name} breaks Ignition's schema at ${nameOf(fault.path)}`);
    },
  };
}

function wholeAlone(): never {
  throw new Error('an Ignition document has no pieces');
}

/** Where systemd's administrator keeps units: a file there is a unit or a drop-in to Ignition. */
const UNIT = /^\/etc\/systemd\/system\/([^/]+\.[a-z]+)$/;
const DROP_IN = /^\/etc\/systemd\/system\/([^/]+\.[a-z]+)\.d\/([^/]+\.conf)$/;

/**
 * One host as an Ignition configuration, with the user's own part merged in. What cloud-init would be told to run is
 * no part of it: the units in `enables` do the work.
 */
function ignitionConfig(config: HostConfig, theirs: Readonly<Node>): Node {
  const { enables = [] } = config;
  if (enables.length === 0)
    throw new Error(`${config.plan.os.id} has no unit for its first boot: commands are not run`);
  const units = config.files.flatMap((file): Node[] => {
    const [, unit, dropIn] = DROP_IN.exec(file.path) ?? [];
    if (unit !== undefined) return [{ name: unit, dropins: [{ name: dropIn, contents: file.content }] }];
    const [, name] = UNIT.exec(file.path) ?? [];
    if (name === undefined) return [];
    return [{ name, ...(enables.includes(name) ? { enabled: true } : {}), contents: file.content }];
  });
  const files = config.files.filter(({ path }) => !UNIT.test(path) && !DROP_IN.test(path)).map(fileEntry);
  // Each unit by itself, so that those of one name become one.
  const ours = units.map((unit) => ({ systemd: { units: [unit] } }));
  return mergeIgnition([
    { ignition: { version: IGNITION_VERSION }, storage: { files } },
    ...ours,
    theirs,
    // Theirs may name an older one, of which this is a superset.
    { ignition: { version: IGNITION_VERSION } },
  ]);
}

/** Overwrites, since an image may bring the file; the mode as the decimal number that JSON has. */
const fileEntry = ({ path, mode, content }: PlannedFile): Node => ({
  path,
  mode,
  overwrite: true,
  contents: dataUrl(content),
});

/** A text as a data URL (RFC 2397): percent-encoded and so readable, or packed where that is shorter. */
function dataUrl(text: string): Node {
  const plain = `data:,${encodeURIComponent(text).replace(READABLE, decodeURIComponent)}`;
  const packed = `data:;base64,${base64(gzip(utf8(text)))}`;
  return packed.length + '"compression":"gzip",'.length < plain.length
    ? { compression: 'gzip', source: packed }
    : { source: plain };
}

/** What may stand in the path of a URL unencoded (RFC 3986, pchar and slash), and encodeURIComponent encodes. */
const READABLE = /%(2[46BCF]|3[ABD]|40)/g;
