import type { Law } from '../diagnostics/diagnostic.ts';

const whole = (text: string): string => `meshinit: 1\ndefaults: { os: debian-12 }\n${text}`;
const right = whole('hosts:\n  host1: { address: 10.0.0.11 }\n');

/** MI01xx: the text is not YAML that could be a manifest. */
export const yamlSyntax = {
  code: 'MI0101',
  severity: 'error',
  title: 'The manifest is YAML 1.2.',
  explanation:
    'The text cannot be parsed as YAML, so nothing else can be checked. Fix the first place shown: later errors often follow from it.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11\n'),
  right,
} as const satisfies Law;

export const yamlTab = {
  code: 'MI0102',
  severity: 'error',
  title: 'Indent YAML with spaces, never with tabs.',
  explanation: 'Replace each tab with two spaces. Most editors have a setting for this.',
  wrong: whole('hosts:\n\thost1: { address: 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const yamlDuplicateKey = {
  code: 'MI0103',
  severity: 'error',
  title: 'Keys must be unique.',
  explanation: 'One of two equal keys would be lost silently. Remove or rename one of them.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11 }\n  host1: { address: 10.0.0.12 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n'),
} as const satisfies Law;

export const yamlManyDocuments = {
  code: 'MI0104',
  severity: 'error',
  title: 'A manifest is one YAML document.',
  explanation: 'A second `---` starts another document. Give each cluster its own file.',
  wrong: `${right}---\n${right}`,
  right,
} as const satisfies Law;

export const yamlAliases = {
  code: 'MI0105',
  severity: 'error',
  title: 'Anchors and aliases must not expand without limit.',
  explanation:
    'An alias stands for the anchor it names. Aliases of aliases multiply: on average an alias may expand to ten others, and all aliases together to a million values.',
  wrong: whole(
    `hosts:\n  host1:\n    address: 10.0.0.11\n    cloud_config:\n      a: &a [x, x, x, x, x, x, x, x, x, x]\n      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n      d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n`,
  ),
  right,
} as const satisfies Law;

export const yamlTag = {
  code: 'MI0107',
  severity: 'error',
  title: 'Use only the tags of YAML’s core schema.',
  explanation:
    'A tag such as `!vault` or `!!binary` asks for something that meshinit does not do, and ignoring it would change the value. Put text that starts with `!` in quotes.',
  wrong: whole('hosts:\n  host1: { address: !vault 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const yamlTooLarge = {
  code: 'MI0108',
  severity: 'error',
  title: 'A manifest must be small enough to read in seconds.',
  explanation:
    'At most 800,000 keys, values, signs and spaces, which is enough for 10,000 hosts, and at most 60 lists and maps inside one another. A text in a block (`|`) counts as one, however long it is.',
  wrong: whole(`hosts:\n  host1: { address: 10.0.0.11, cloud_config: { a: ${'['.repeat(60)}${']'.repeat(60)} } }\n`),
  right,
} as const satisfies Law;

export const wrongRoot = {
  code: 'MI0106',
  severity: 'error',
  title: 'A manifest must be a map with `meshinit: 1`.',
  explanation:
    'The root is a list, a single value or empty. The smallest manifest has `meshinit`, an `os` and one host.',
  wrong: '- host1\n- host2\n',
  right,
} as const satisfies Law;

/** MI02xx: a key or value has the wrong shape. */
export const unknownKey = {
  code: 'MI0201',
  severity: 'error',
  title: 'Unknown keys are errors.',
  explanation: 'A misspelled key would be ignored silently, and its default used. docs/manifest.md lists all keys.',
  wrong: whole('hosts:\n  host1: { adress: 10.0.0.11 }\n'),
  right,
} as const satisfies Law;

export const missingKey = {
  code: 'MI0202',
  severity: 'error',
  title: 'A key without a default needs a value.',
  explanation:
    'Only `meshinit`, `hosts`, each host’s `address` and an `os` must be given; everything else has a default.',
  wrong: whole('hosts:\n  host1: {}\n'),
  right,
} as const satisfies Law;

export const wrongType = {
  code: 'MI0203',
  severity: 'error',
  title: 'A value must have the type that its key takes.',
  explanation: 'The key takes a map, a list, a text, a number or a boolean, and the value is something else.',
  wrong: whole('hosts:\n  host1: 10.0.0.11\n'),
  right,
} as const satisfies Law;

export const notLegalValue = {
  code: 'MI0204',
  severity: 'error',
  title: 'A value must be one of those that its key takes.',
  explanation: 'The message lists the legal values.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11, os: debain-12 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11, os: debian-12 }\n'),
} as const satisfies Law;

export const outOfRange = {
  code: 'MI0205',
  severity: 'error',
  title: 'A number or a length must be within its bounds.',
  explanation: 'The message gives the bounds.',
  wrong: whole('hosts:\n  host1: { address: 10.0.0.11, mtu: 500 }\n'),
  right: whole('hosts:\n  host1: { address: 10.0.0.11, mtu: 1450 }\n'),
} as const satisfies Law;

export const wrongForm = {
  code: 'MI0206',
  severity: 'error',
  title: 'A text must have the form that its key takes.',
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
