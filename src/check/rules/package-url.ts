import { parseAddress } from '../../addresses/address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { SHA256, twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const file = (url: string): string =>
  twoHosts(`ovs:\n  version: 2.17.12\n  from:\n    debs:\n      - url: ${url}\n        sha256: ${SHA256}\n`);

/** What a package's address is made of, and nothing that any shell reads as more than itself. */
const HARMLESS = /^[A-Za-z0-9:/._~%+@=,-]*$/;

export const packageUrl = {
  law: {
    code: 'MI0308',
    severity: 'error',
    title: "A package's URL must be https, or http at a private address, and end in a file name of its list's kind.",
    explanation:
      'meshinit refuses downloads by name without TLS, credentials (every host could read them) and characters that are special to a shell. The file name ends in `.deb` or `.rpm`. No two files of a list may have the same name, since they are stored side by side.',
    wrong: file('http://packages.example.com/openvswitch-switch_2.17.12-1_amd64.deb'),
    right: file('https://packages.example.com/openvswitch-switch_2.17.12-1_amd64.deb'),
  },
  check({ manifest, isBroken, report }) {
    if (isBroken(['ovs', 'from'])) return;
    const owners = new Map<string, ManifestPath>();
    for (const { path, url, ending } of packagesOf(manifest)) {
      const name = fileName(url);
      const fault = faultOf(url, ending, name);
      const first = name === undefined ? undefined : owners.get(name);
      // The address itself is never printed: it can hold a password or a signature.
      if (fault) report({ path, message: `${place(path)} ${fault.message}`, hint: fault.hint });
      else if (first) {
        report({
          path,
          message: `${place(path)} has the file name of another package: ${name}`,
          hint: 'Each file of the list needs its own name.',
          related: [{ path: first, message: 'the first file of that name' }],
        });
      }
      if (name !== undefined && !first) owners.set(name, path);
    }
  },
} as const satisfies Rule;

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function packagesOf({ input }: Manifest): { path: ManifestPath; url: string; ending: string }[] {
  const from = input.ovs?.from;
  if (typeof from !== 'object') return [];
  const [list, files, ending] = 'debs' in from ? ['debs', from.debs, '.deb'] : ['rpms', from.rpms, '.rpm'];
  return files.map(({ url }, index) => ({ path: ['ovs', 'from', list, index, 'url'], url, ending }));
}

const place = (path: ManifestPath): string => `ovs.from.${path[2]}[${path[3]}].url`;

/** The name that the file is stored under, or undefined where the address has none. */
function fileName(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return undefined;
  }
}

function faultOf(url: string, ending: string, name: string | undefined): Fault | undefined {
  if (!URL.canParse(url)) return { message: 'is not a URL', hint: `Example: https://example.com/openvswitch${ending}` };
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol === 'http:' && !isPrivate(hostname))
    return { message: 'begins with http://; expected https://', hint: 'Write https:// if the server offers it.' };
  if (protocol !== 'https:' && protocol !== 'http:') return { message: 'does not begin with https://', hint: '' };
  if (username !== '' || password !== '') {
    return {
      message: 'contains credentials, which every user of the hosts could read',
      hint: 'Remove what comes before the @.',
    };
  }
  const strange = [...url].find((character) => !HARMLESS.test(character));
  if (strange !== undefined) {
    return {
      message: `contains ${characterName(strange)}, which can have a special meaning in a shell`,
      hint: remedy(strange),
    };
  }
  if (!isWrittenOut(url, hostname)) {
    return {
      message: 'is not of the form https://HOST/PATH; programs would read it in different ways',
      hint: `Example: https://example.com/openvswitch${ending}`,
    };
  }
  if (name === undefined || !HARMLESS.test(name) || /[/:]|^[^A-Za-z0-9.]|^\.[^.]*\./.test(name)) {
    return {
      message: 'has a file name that cannot be stored as it is',
      hint: 'Decoded, it may contain only letters, digits and . _ ~ % + @ = , -, and must begin with a letter or a digit.',
    };
  }
  if (!name.endsWith(ending) || name === ending) {
    return { message: `does not end in a file name with ${ending}`, hint: otherList(name, ending) };
  }
  return undefined;
}

/** `https:e.com`, `https:///e.com` and `http://0x0a000001` are repaired by a browser's rules, and not by wget's. */
const isWrittenOut = (url: string, hostname: string): boolean =>
  /^https?:\/\/([^/?#:@]*)(?::\d+)?\//i.exec(url.trim())?.[1]?.toLowerCase() === hostname;

/** Of the cluster's own network, where a builder serves its packages: their checksums vouch for them. */
function isPrivate(hostname: string): boolean {
  const address = parseAddress(hostname);
  return !('fault' in address) && address.family === 4 && specialRangeOf(address)?.use === 'private';
}

/** What is wrong with the address of a file of one kind, or undefined where nothing is. */
export const packageUrlFault = (url: string, ending: string): Fault | undefined => faultOf(url, ending, fileName(url));

function characterName(character: string): string {
  if (/\s/.test(character)) return 'white space';
  return /[!-~]/.test(character) ? `the character ${character}` : 'a character beyond ASCII';
}

function remedy(character: string): string {
  if (character === '?' || character === '&') return 'Put the file where its address needs no query.';
  return character === '#' ? 'Leave out the part from # on.' : 'Rename the file, or use another URL.';
}

function otherList(name: string, ending: string): string {
  const other = ending === '.deb' ? '.rpm' : '.deb';
  return name.endsWith(other) ? `Files that end in ${other} belong under ovs.from.${other.slice(1)}s.` : '';
}
