import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { isRecord, nameOf } from '../../manifest/wording.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';
import { packageUrlFault } from './package-url.ts';

/** What names and versions of packages are made of; a file or an address is a package too, to dnf. */
const NAME = /^[A-Za-z0-9@/][\w.:+~^*@/-]*$/;
const VERSION = /^[A-Za-z0-9][\w.:+~^*-]*$/;
/** What dnf downloads. */
const URL_LIKE = /^[a-z]+:\/|^(https?|file|ftp):/i;

export const packageNames = {
  law: {
    code: 'MI0312',
    severity: 'error',
    title: 'cloud_config.packages must hold plain names of packages.',
    explanation:
      'cloud-init hands each name to the package manager as it is. A leading hyphen makes it an option; to apt, `foo-` removes foo, and `foo=1.2` and `foo/suite` choose a version, for which cloud-init has its own form: `[foo, 1.2]`.',
    wrong: twoHosts().replace('}\nhosts', ', cloud_config: { packages: [htop, --allow-unauthenticated] } }\nhosts'),
    right: twoHosts().replace('}\nhosts', ', cloud_config: { packages: [htop] } }\nhosts'),
  },
  check({ manifest, report }) {
    for (const { path, text, isVersion } of packagesOf(manifest)) {
      const fault = isVersion ? versionFault(text) : nameFault(text);
      if (!fault) continue;
      // An address can hold a password.
      const name = URL_LIKE.test(text) ? nameOf(path) : `the package ${quoted(text)}`;
      report({ path, message: `${name} ${fault.message}`, hint: fault.hint });
    }
  },
} as const satisfies Rule;

interface Given {
  readonly path: ManifestPath;
  readonly text: string;
  readonly isVersion: boolean;
}

function packagesOf({ input }: Manifest): Given[] {
  const parts: (readonly [ManifestPath, unknown])[] = [
    [['defaults', 'cloud_config', 'packages'], input.defaults?.cloud_config?.['packages']],
    ...Object.entries(input.hosts).map(([name, host]): readonly [ManifestPath, unknown] => [
      ['hosts', name, 'cloud_config', 'packages'],
      host.cloud_config?.['packages'],
    ]),
  ];
  return parts.flatMap(([path, list]) => entriesOf(path, list));
}

/** A name, a name with its version, or a list of these for one package manager. */
function entriesOf(path: ManifestPath, list: unknown): Given[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index): Given[] => {
    const at = [...path, index];
    if (typeof entry === 'string') return [{ path: at, text: entry, isVersion: false }];
    if (isRecord(entry)) return Object.entries(entry).flatMap(([manager, inner]) => entriesOf([...at, manager], inner));
    if (!Array.isArray(entry)) return [];
    // Further words after a snap's name are options, by cloud-init's own form.
    const isSnap = path.at(-1) === 'snap';
    return entry.flatMap((text: unknown, place): Given[] =>
      typeof text !== 'string' || (isSnap && place > 0) ? [] : [{ path: [...at, place], text, isVersion: place > 0 }],
    );
  });
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function versionFault(text: string): Fault | undefined {
  if (VERSION.test(text)) return undefined;
  return {
    message: 'is not a version',
    hint: 'A version contains letters, digits and . : + ~ ^ * -, and begins with a letter or a digit.',
  };
}

function nameFault(text: string): Fault | undefined {
  if (URL_LIKE.test(text)) return packageUrlFault(text, '.rpm');
  if (text.startsWith('-')) {
    return {
      message: 'begins with a hyphen: the package manager would take it for an option',
      hint: 'Give only the name.',
    };
  }
  const [, name = '', version = ''] = /^([^=\s]+)=(\S+)$/.exec(text) ?? [];
  if (version !== '') {
    return { message: 'contains a version, in apt’s notation', hint: `Write it as a pair: [${name}, "${version}"].` };
  }
  if (!NAME.test(text)) {
    return {
      message: 'is not the name of a package',
      hint: 'A name contains only letters, digits and . : + ~ ^ * @ / -.',
    };
  }
  if (/^[^/@:]+\/./.test(text)) {
    return {
      message: 'names a suite, in apt’s notation',
      hint: 'Give only the name, and pin the suite with apt: preferences.',
    };
  }
  // g++ and memtest86+ are names.
  if (/-$|[a-z]\+$/i.test(text) && !text.endsWith('++')) {
    const does = text.endsWith('-') ? 'removes' : 'installs';
    return {
      message: `ends in '${text.slice(-1)}', which ${does} a package, in apt’s notation`,
      hint: 'Give only the name.',
    };
  }
  return undefined;
}
