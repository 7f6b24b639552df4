import { maskedSides } from '../secrets/mask-file.ts';
import type { FileChange } from './file-changes.ts';
import type { HostChange } from './host-change.ts';
import type { LinkChange } from './link-changes.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

/** Documents of two compilations, by host: `undefined` for a host that one of them does not have. */
export type DocumentPair = readonly [before: Uint8Array | undefined, after: Uint8Array | undefined];

/**
 * What a changed document asks of its host, as far as documents tell: what is decided before a document is made, such as
 * why an address moved, they do not.
 */
export function documentChange(host: string, [before, after]: DocumentPair): HostChange {
  const change = (
    verdict: HostChange['verdict'],
    why: readonly string[],
    rest: Partial<HostChange> = {},
  ): HostChange => ({
    ...{ host, verdict, why, files: [], links: [] },
    ...rest,
  });
  if (!before) return change('new', ['boot it with its document']);
  if (!after) return change('gone', ['remove its links from its peers, then delete it']);
  if (before.length === after.length && before.every((byte, index) => byte === after[index]))
    return change('unchanged', []);
  const [old, young] = [readDocument(before), readDocument(after)];
  if (!old || !young) return change('rebuild', ['meshinit did not write the document']);
  const files = fileChanges(old, young);
  const links = linkChanges(old, young);
  const reasons = rebuildReasons(old, young);
  if (reasons.length > 0) return change('rebuild', reasons, { files, links });
  if (files.length === 0) return change('unchanged', []);
  const docker = files.some(({ path }) => /docker/.test(path)) ? ['Docker’s options change'] : [];
  const [mtu, newMtu] = [old, young].map((document) => setting(document, 'MTU'));
  const why = [
    ...docker,
    ...(mtu === newMtu ? [] : [`the MTU changes from ${mtu} to ${newMtu}`]),
    ...links.map(({ name, peer, change: what }) => `link ${name} to ${peer} ${what}`),
  ];
  return change('patch', why.length > 0 ? why : ['no traffic is interrupted'], { files, links });
}

function fileChanges({ files: old }: ReadDocument, { files: young }: ReadDocument): FileChange[] {
  const paths = [...new Set([...old.keys(), ...young.keys()])].toSorted();
  return paths.flatMap((path): FileChange[] => {
    const [was, is] = [old.get(path), young.get(path)];
    if (was?.content === is?.content && was?.isForOwner === is?.isForOwner) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const isForOwner = (was?.isForOwner ?? false) || (is?.isForOwner ?? false);
    const sides = { path, before: was?.content ?? '', after: is?.content ?? '', isForOwner };
    return [{ path, change, ...maskedSides(sides) }];
  });
}

/** A line of host.conf. */
const setting = ({ files }: ReadDocument, name: string): string | undefined =>
  files
    .get('/etc/meshinit/host.conf')
    ?.content.split('\n')
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const setupOf = ({ files }: ReadDocument): string =>
  [...files].find(([path]) => path.endsWith('/meshinit-setup'))?.[1].content ?? '';

/** What no running host takes, each by what shows it. */
function rebuildReasons(old: ReadDocument, young: ReadDocument): string[] {
  const differs = (of: (document: ReadDocument) => string | undefined): boolean => of(old) !== of(young);
  const steps = (document: ReadDocument): string =>
    setupOf(document)
      .split('\n')
      .filter((line) => /^step 'install/.test(line))
      .join('\n');
  return [
    ...(differs(({ rest }) => rest) ? ['settings that only the first boot reads differ'] : []),
    ...(differs(steps) ? ['packages differ'] : []),
    ...(differs((document) => setting(document, 'SUBNET')) ? ["the containers' network differs"] : []),
    ...(differs((document) => String(setting(document, 'SWITCH_ADDRESS') === "''")) ? ['layout differs'] : []),
  ];
}

/** By the list of peers, where a document has it whole. */
function linkChanges(old: ReadDocument, young: ReadDocument): LinkChange[] {
  const [were, are] = [old, young].map(peersOf);
  const names = [...new Set([...(were?.keys() ?? []), ...(are?.keys() ?? [])])];
  return names.flatMap((peer): LinkChange[] => {
    const [was, is] = [were?.get(peer), are?.get(peer)];
    if (!was) return is ? [{ peer, name: is.port, change: 'added' }] : [];
    if (!is) return [{ peer, name: was.port, change: 'removed' }];
    if (was.port !== is.port) return [{ peer, name: is.port, change: 'renamed' }];
    return was.remote === is.remote ? [] : [{ peer, name: is.port, change: 'leads elsewhere' }];
  });
}

function peersOf({ files }: ReadDocument): Map<string, { port: string; remote: string }> {
  const list = (files.get('/etc/meshinit/names') ?? files.get('/etc/meshinit/peers'))?.content ?? '';
  const lines = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [port = '', remote = '', , name = ''] = line.split(' ');
      return [name, { port, remote }];
    }),
  );
}
