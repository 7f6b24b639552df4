import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import sarifSchema from '../../schemas/third-party/sarif-2.1.0.schema.json' with { type: 'json' };
import { manifestLaws, yamlSyntax } from '../../src/manifest/laws.ts';
import { print, sampleDiagnostic, twinAddress, twins } from './sample.ts';

// One of its patterns is none under the regular expressions' u flag.
const ajv = new AjvDraft4.default({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(sarifSchema);

/** The errors that the published schema finds. */
function faultsOf(log: unknown): unknown {
  validate(log);
  return validate.errors ?? [];
}

const first = { line: 1, column: 1, length: 1 };
const uriOf = (file: string): string =>
  JSON.parse(print('sarif', [sampleDiagnostic(first)], { file })).runs[0].results[0].locations[0].physicalLocation
    .artifactLocation.uri;

test('a run names its broken laws and links to related places', () => {
  const diagnostic = sampleDiagnostic(
    { line: 5, column: 21, length: 9 },
    { ...twinAddress, code: 'MI0101', related: twinAddress.related },
  );
  expect(JSON.parse(print('sarif', [diagnostic], { text: twins, laws: manifestLaws }))).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'meshinit',
            version: '1.2.3',
            rules: [
              {
                id: 'MI0101',
                shortDescription: { text: yamlSyntax.title },
                fullDescription: { text: yamlSyntax.explanation },
                help: { text: `${yamlSyntax.explanation}\nA wrong and a right manifest: docs/errors.md#mi0101` },
                defaultConfiguration: { level: 'error' },
              },
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'MI0101',
            ruleIndex: 0,
            level: 'error',
            message: {
              text:
                'hosts.host2 and hosts.host1 have the same address 10.0.0.11\n' +
                '[hosts.host1 has it first](1)\n' +
                'hint: Each host needs its own address.',
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'mesh.yaml' },
                  region: { startLine: 5, startColumn: 21, endColumn: 30 },
                },
              },
            ],
            relatedLocations: [
              {
                id: 1,
                physicalLocation: {
                  artifactLocation: { uri: 'mesh.yaml' },
                  region: { startLine: 4, startColumn: 21, endColumn: 30 },
                },
                message: { text: 'hosts.host1 has it first' },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('what is printed validates against the published schema', () => {
  const every = manifestLaws.map((law) =>
    sampleDiagnostic({ line: 5, column: 21, length: 9 }, { ...twinAddress, code: law.code, severity: law.severity }),
  );
  const docs = 'https://example.org/meshinit/docs/';
  for (const diagnostics of [[], [twinAddress], [sampleDiagnostic(first, { code: 'MI9999' })], every]) {
    for (const tool of [{ version: '1.2.3' }, { version: '1.2.3', docs }]) {
      const log = print('sarif', diagnostics, { file: 'a b/ä[1]:%.yaml', tool, laws: manifestLaws });
      expect(faultsOf(JSON.parse(log))).toEqual([]);
    }
  }
});

test('the schema check does find faults, a relative help URI among them', () => {
  const log = JSON.parse(print('sarif', [twinAddress]));
  log.runs[0].tool.driver.rules[0].helpUri = 'docs/errors.md#mi0401';
  log.runs[0].results[0].level = 'fatal';
  expect(faultsOf(log)).toMatchObject([{ keyword: 'format' }, { keyword: 'enum' }]);
});

test('a help URI is printed where the documentation has an address', () => {
  const tool = { version: '1.2.3', docs: 'https://example.org/docs/' };
  const [rule] = JSON.parse(print('sarif', [twinAddress], { tool })).runs[0].tool.driver.rules;
  expect(rule.helpUri).toBe('https://example.org/docs/errors.md#mi0401');
});

test('rules stand in the order of their codes, once each, and results point at them', () => {
  const codes = ['MI0402', 'MI0401', 'MI0402'] as const;
  const [run] = JSON.parse(
    print(
      'sarif',
      codes.map((code) => sampleDiagnostic(first, { code })),
    ),
  ).runs;
  expect(run.tool.driver.rules).toEqual([{ id: 'MI0401' }, { id: 'MI0402' }]);
  expect(run.results.map((result: { ruleIndex: number }) => result.ruleIndex)).toEqual([1, 0, 1]);
});

test.each([
  ['meshes/./mesh.yaml', 'meshes/mesh.yaml'],
  ['./mesh.yaml', 'mesh.yaml'],
  ['../a b/ä#1?.yaml', '../a%20b/%C3%A4%231%3F.yaml'],
  ['a:b.yaml', 'a%3Ab.yaml'],
  ['meshes\\mesh.yaml', 'meshes/mesh.yaml'],
  ['/home/somebody/mesh.yaml', 'mesh.yaml'],
  ['C:\\Users\\somebody\\mesh.yaml', 'mesh.yaml'],
  ['C:/Users/somebody/mesh.yaml', 'mesh.yaml'],
  ['\\\\server\\share\\mesh.yaml', 'mesh.yaml'],
  ['half\ud800.yaml', 'half%EF%BF%BD.yaml'],
])('the file %j becomes the URI %j', (file, uri) => {
  expect(uriOf(file)).toBe(uri);
});

test('brackets of a related message do not end its link', () => {
  const diagnostic = sampleDiagnostic(first, { related: [{ ...first, message: 'links[0] \\ [a, b]' }] });
  const [result] = JSON.parse(print('sarif', [diagnostic])).runs[0].results;
  expect(result.message.text).toBe('it is wrong\n[links\\[0\\] \\\\ \\[a, b\\]](1)');
});
