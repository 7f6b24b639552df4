import type { Law } from '../diagnostics/diagnostic.ts';

const whole = (text: string): string => `meshinit: 1\ndefaults: { os: debian-12 }\n${text}`;
const right = whole('hosts:\n  host1: { address: 10.0.0.11 }\n');

/** MI01xx: the text is no YAML that could be a manifest. */
export const yamlSyntax = {
  code: 'MI0101',
  severity: 'error',
  title: 'The manifest is YAML 1.2.',
  explanation:
    'The text cannot be read as YAML, so nothing else can be checked. Mend the first place shown: later ones often follow from it.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11\n'),
  right,
} as const satisfies Law;

export const yamlTab = {
  code: 'MI0102',
  severity: 'error',
  title: 'YAML is indented with spaces, never with tabs.',
  explanation: 'Replace each tab by two spaces. Most editors do this with one setting.',
  wrong: whole('hosts:\n\thost1: { address: 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const yamlDuplicateKey = {
  code: 'MI0103',
  severity: 'error',
  title: 'A key stands once in its map.',
  explanation: 'Of two equal keys one would be lost in silence. Remove or rename one of them.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11 }\n  host1: { address: 10.0.0.12 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n'),
} as const satisfies Law;

export const yamlManyDocuments = {
  code: 'MI0104',
  severity: 'error',
  title: 'A manifest is one YAML document.',
  explanation: 'A second `---` begins another document. Give each cluster a file of its own.',
  wrong: `${right}---\n${right}`,
  right,
} as const satisfies Law;

export const yamlAliases = {
  code: 'MI0105',
  severity: 'error',
  title: 'Anchors and aliases stay within reason.',
  explanation:
    'An alias stands for the anchor before it. Aliases of aliases multiply: on the average one may stand for ten others, and all together for a million values.',
  wrong: whole(
    `hosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n      a: &a [x, x, x, x, x, x, x, x, x, x]\n      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n      d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n`,
  ),
  right,
} as const satisfies Law;

export const yamlTag = {
  code: 'MI0107',
  severity: 'error',
  title: 'A value has no tag but those of YAML’s core schema.',
  explanation:
    'A tag such as `!vault` or `!!binary` asks for something that meshinit does not do, and passing over it would change the value. Text that begins with `!` needs quotes.',
  wrong: whole('hosts:\n  host1: { address: !vault 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const yamlTooLarge = {
  code: 'MI0108',
  severity: 'error',
  title: 'A manifest can be read within seconds.',
  explanation:
    'At most 800,000 keys, values, signs and spaces, which is enough for 10,000 hosts, and at most 60 lists and maps inside one another. A text in a block (`|`) counts as one, however long it is.',
  wrong: whole(`hosts:\n  host1: { address: 10.0.0.11, cloud_config: { a: ${'['.repeat(60)}${']'.repeat(60)} } }\n`),
  right,
} as const satisfies Law;

export const wrongRoot = {
  code: 'MI0106',
  severity: 'error',
  title: 'A manifest is a map that begins with `meshinit: 1`.',
  explanation:
    'The root is a list, a single value or nothing at all. The smallest manifest has `meshinit`, an `os` and one host.',
  wrong: '- host1\n- host2\n',
  right,
} as const satisfies Law;

/** MI02xx: a key or value has the wrong shape. */
export const unknownKey = {
  code: 'MI0201',
  severity: 'error',
  title: 'Every key is one that the manifest knows.',
  explanation:
    'A mistyped key would be passed over in silence, and its default taken. docs/manifest.md lists all keys.',
  wrong: whole('hosts:\n  host1: { adress: 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const missingKey = {
  code: 'MI0202',
  severity: 'error',
  title: 'A key without a default has a value.',
  explanation:
    'Only `meshinit`, `hosts`, each host’s `address` and an `os` must be given; everything else has a default.',
  wrong: whole('hosts:\n  host1: {}\n'),
  right,
} as const satisfies Law;

export const wrongType = {
  code: 'MI0203',
  severity: 'error',
  title: 'A value has the type of its key.',
  explanation: 'A map, a list, a text, a number or a boolean is wanted, and something else stands there.',
  wrong: whole('hosts:\n  host1: 10.0.0.11\n'),
  right,
} as const satisfies Law;

export const notLegalValue = {
  code: 'MI0204',
  severity: 'error',
  title: 'A value is one of those that its key knows.',
  explanation: 'The message lists the legal values.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11, os: debain-12 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n'),
} as const satisfies Law;

export const outOfRange = {
  code: 'MI0205',
  severity: 'error',
  title: 'A number, or a length, lies within its bounds.',
  explanation: 'The message gives the bounds.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11, mtu: 500 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11, mtu: 1450 }\n'),
} as const satisfies Law;

export const wrongForm = {
  code: 'MI0206',
  severity: 'error',
  title: 'A text has the form of its key.',
  explanation: 'Names, prefix lengths, versions and checksums have a form; the message gives it.',
  wrong: whole('hosts:\n  Host_1: { address: 10.0.0.11 }\n'),
  right: whole('hosts:\n  host-1: { address: 10.0.0.11 }\n'),
} as const satisfies Law;

/** Every law of this stage. */
export const manifestLaws = [
  yamlSyntax,
  yamlTab,
  yamlDuplicateKey,
  yamlManyDocuments,
  yamlAliases,
  wrongRoot,
  yamlTag,
  yamlTooLarge,
  unknownKey,
  missingKey,
  wrongType,
  notLegalValue,
  outOfRange,
  wrongForm,
] as const satisfies readonly Law[];
