import { breach } from './law-settings.mjs';
import { fence, generated, shorten, table } from './markdown.mjs';

const FILE = 'meshinit.yaml';

/** The stages that the first digits of a code stand for. */
const STAGES = [
  ['MI01', 'the text is not YAML that could be a manifest'],
  ['MI02', 'a key or value has the wrong shape'],
  ['MI03', 'one value is wrong in itself'],
  ['MI04', 'values contradict each other'],
  ['MI05', 'the plan, and the lock file'],
  [
    'MI06',
    'what an operating system, a provider or a tool can do; from MI0650 on warnings, MI0670 and MI0671 about `allow`',
  ],
  ['MI07', 'what `cloud_config`, `ignition` and Compose files say'],
  ['MI08', 'the document as a whole'],
  ['MI09', 'several files, values and secrets'],
];

/** `docs/errors.md`: every law with an example of each kind, and what meshinit really says of the wrong one. */
export function errorsPage({ laws, compile, formatDiagnostics }) {
  const index = laws.map(({ code, severity, title }) => [`[${code}](#${code.toLowerCase()})`, severity, title]);
  const said = (text, { code }, options) => {
    const diagnostics = compile(text, options).diagnostics.filter((diagnostic) => diagnostic.code === code);
    if (diagnostics.length === 0) throw new Error(`the wrong example of ${code} does not break it`);
    const pretty = formatDiagnostics('pretty', diagnostics, {
      ...(options.lock === undefined ? {} : { lock: { file: 'meshinit.lock', text: options.lock } }),
      file: FILE,
      text,
      others: new Map(Object.entries(options.files ?? {}).map(([file, content]) => [file, { file, text: content }])),
      color: false,
      tool: { version: '' },
      laws,
    });
    return pretty.split('\n\n').slice(0, -1).join('\n\n');
  };
  return [
    generated('the laws in `src/`'),
    '# Errors and warnings',
    'Each diagnostic has a code that never changes its meaning. An error means that no working host would come of the ' +
      'manifest: nothing is written, and the exit status is 1. A warning is about what works and will hurt; ' +
      '`--strict` makes it fail too, and an entry of `allow` silences it, with the reason:',
    fence(
      'yaml',
      'meshinit: 1\ndefaults: { os: centos-7 }\nhosts:\n  host1: { address: 10.0.0.11 }\nallow: { MI0652: moves to Debian in spring }\n',
    ),
    'The first digits tell the stage:',
    table(
      ['Codes', 'About'],
      STAGES.map(([prefix, about]) => [`${prefix}xx`, about]),
    ),
    table(['Code', 'Severity', 'The law'], index),
    ...laws.map((law) => section(law, said)),
  ].join('\n');
}

function section(law, said) {
  const { manifest, options, how } = breach(law);
  const wrong = shorten(manifest);
  const right = shorten(law.right);
  return [
    `## ${law.code}`,
    '',
    `**${law.title}** (${law.severity})`,
    '',
    law.explanation,
    '',
    `Wrong${how === '' ? '' : `, ${how}`}:`,
    '',
    fence('yaml wrong', wrong.text),
    ...(options.lock === undefined ? [] : [fence('yaml lock', options.lock)]),
    fence('text', said(manifest, law, options)),
    'Right:',
    '',
    fence(right.isWhole ? 'yaml' : 'yaml shortened', right.text),
  ].join('\n');
}
