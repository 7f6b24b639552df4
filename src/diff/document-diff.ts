import { type ReadDocument, readDocument } from '../document/read-document.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import { NO_TAINT, type Taint } from '../secrets/taint.ts';
import { type HostChange, type HostSide, hostChange, type Verdict } from './host-change.ts';
import {
  composeInterrupted,
  containersInterrupted,
  dockerInterrupted,
  dockerNetworksInterrupted,
  linksInterrupted,
  mtuInterrupted,
  networkAdded,
  networkRemoved,
} from './interruptions.ts';
import type { LinkEnd } from './link-changes.ts';
import { wireguardInterrupted } from './wireguard-interruptions.ts';

/** Documents of two compilations, by host: `undefined` for a host that one of them does not have. */
export type DocumentPair = readonly [before: Uint8Array | undefined, after: Uint8Array | undefined];

interface DocumentSide extends HostSide {
  readonly document: ReadDocument;
}

const sideOf = (document: ReadDocument, taint: Taint): DocumentSide => ({
  document,
  taint,
  files: [...document.files].map(([path, file]) => ({ path, ...file })),
  links: linksOf(document),
});

/**
 * What a changed document asks of its host, as far as documents tell: what is decided before a document is made, such as
 * why an address moved, they do not.
 * @param taint what came by `$secret`, where that is known: no document says so
 */
export function documentChange(host: string, [before, after]: DocumentPair, taint: Taint = NO_TAINT): HostChange {
  const change = (verdict: Verdict, why: readonly string[]): HostChange => ({
    host,
    verdict,
    why,
    files: [],
    links: [],
  });
  if (before && after && before.length === after.length && before.every((byte, index) => byte === after[index])) {
    return change('unchanged', []);
  }
  const [old, young] = [before, after].map((bytes) => bytes && (readDocument(bytes) ?? NOT_OURS));
  if (old && young && [old, young].includes(NOT_OURS))
    return change('rebuild', ['meshinit did not write the document']);
  return hostChange(host, old && sideOf(old, taint), young && sideOf(young, taint), {
    rebuild: (was, is) => rebuildReasons(was.document, is.document),
    interrupts: (was, is, files, links) =>
      [
        dockerInterrupted(files),
        ...dockerNetworksInterrupted(files),
        wireguardInterrupted(was.files, is.files),
        ...containersInterrupted(files),
        ...composeInterrupted(files),
        mtuInterrupted(mtuOf(was.document), mtuOf(is.document), dockerNetworkOf(is.document) !== DEFAULT_DOCKER),
        ...networksInterrupted(was.document, is.document),
        linksInterrupted(links),
      ].flatMap((sentence) => sentence ?? []),
  });
}

/** What stands for a document that meshinit did not write. */
const NOT_OURS: ReadDocument = { files: new Map(), rest: '', isSecret: () => true };

const mtuOf = (document: ReadDocument): number => Number(setting(document, 'MTU'));

/** Of the main network. */
const dockerNetworkOf = (document: ReadDocument): string => setting(document, 'DOCKER_NETWORK') ?? DEFAULT_DOCKER;

/** A line of host.conf. */
const setting = ({ files }: ReadDocument, name: string): string | undefined =>
  files
    .get('/etc/meshinit/host.conf')
    ?.content.split('\n')
    .find((line) => line.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const setupOf = ({ files }: ReadDocument): string =>
  [...files].find(([path]) => path.endsWith('/meshinit-setup'))?.[1].content ?? '';

/** Packages that come with a patch: for encryption, for BGP, for names, and for Docker's own overlay. */
const PATCHED = / (?:wireguard-tools|frr|dnsmasq(?:-base)?|nftables|python3|socat)(?= |$)/g;

/** What no running host takes, each by what shows it. */
function rebuildReasons(old: ReadDocument, young: ReadDocument): string[] {
  const differs = (of: (document: ReadDocument) => string | undefined): boolean => of(old) !== of(young);
  const steps = (document: ReadDocument): string =>
    setupOf(document)
      .split('\n')
      .filter((line) => /^step 'install/.test(line))
      .map((line) => line.replace(PATCHED, ''))
      .join('\n');
  return [
    ...(differs(({ rest }) => rest) ? ['settings that only the first boot reads differ'] : []),
    ...(differs(steps) ? ['packages differ'] : []),
    ...(differs((document) => setting(document, 'SUBNET')) ? ["the containers' network differs"] : []),
    ...(differs((document) => String(['', "''"].includes(setting(document, 'SWITCH_ADDRESS') ?? '')))
      ? ['layout differs']
      : []),
    ...(differs(dockerNetworkOf) ? ["the main network's Docker network differs"] : []),
    ...networksOf(old)
      .filter((name) => networksOf(young).includes(name) && differs((document) => fixedOf(document, name)))
      .map((name) => `subnet, layout or carrier of network ${name} differ`),
  ];
}

/** What of a further network no running host takes: its one line has what differs from host.conf. */
function fixedOf({ files }: ReadDocument, network: string): string {
  const line = files.get(`/etc/meshinit/network.${network}`)?.content ?? '';
  const subnet = /(?:^| )SUBNET=(\S+)/.exec(line)?.[1];
  return [subnet, ...['SWITCH_ADDRESS', 'VLAN'].map((name) => new RegExp(`(?:^| )${name}=[^ ']`).test(line))].join(' ');
}

/** By the lists of peers, where a document has them whole. */
const linksOf = (document: ReadDocument): LinkEnd[] =>
  [undefined, ...networksOf(document)].flatMap((network) => {
    const suffix = network === undefined ? '' : `.${network}`;
    const { files } = document;
    const list = files.get(`/etc/meshinit/names${suffix}`) ?? files.get(`/etc/meshinit/peers${suffix}`);
    const lines = list?.content.split('\n').filter((line) => line !== '' && !line.startsWith('#')) ?? [];
    return lines.flatMap((line): LinkEnd[] => {
      const [name = '', remote = '', , peer = ''] = line.split(' ');
      if (network === undefined) return [{ peer, name, remote }];
      // A network with a tag rides on the main one's ports.
      return name.startsWith(`${network}_`) ? [{ network, peer, name, remote }] : [];
    });
  });

/** The names of the further networks of a document's host. */
const networksOf = ({ files }: ReadDocument): string[] => [
  ...new Set([...files.keys()].flatMap((path) => /^\/etc\/meshinit\/(?:names|peers)\.(.+)$/.exec(path)?.[1] ?? [])),
];

function networksInterrupted(old: ReadDocument, young: ReadDocument): string[] {
  const [were, are] = [networksOf(old), networksOf(young)];
  return [
    ...were.filter((name) => !are.includes(name)).map(networkRemoved),
    ...are.filter((name) => !were.includes(name)).map(networkAdded),
  ];
}
