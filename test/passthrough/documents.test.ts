import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ajvDraft4 from 'ajv-draft-04';
import { afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import published from '../../schemas/third-party/cloud-config-22.4.2.schema.json' with { type: 'json' };
import { compile } from '../../src/compile.ts';
import { assertCloudConfig } from '../../src/document/assert-cloud-config.ts';
import { cloudConfigFaults } from '../../src/document/cloud-config-schema.ts';
import type { HostDocument } from '../../src/document/pack.ts';
import { debian12 } from '../../src/os/debian-12.ts';
import { oses } from '../../src/os/oses.ts';
import { runners } from '../cli/runners.ts';
import { schemaSays } from '../support/cloud-init-schema.ts';
import { examples } from '../support/examples.ts';
import { cloudConfigOf, compiled, hostConfigs, textOf } from '../support/hosts.ts';
import { manifestOf as manifestOfCombination, pairwise } from '../support/matrix.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { testWith } from '../support/tool.ts';
import { manifestOf } from './manifest.ts';
import { rights } from './right.ts';

const isValid = new ajvDraft4.default({ strict: false, validateFormats: false }).compile(published);

const isCloudConfig = ({ format }: HostDocument): boolean => format === 'cloud-config';
/** Systems whose own format it is. */
const cloudConfigSystems = oses.filter(({ formats: [first] }) => first === 'cloud-config');

/** Read from the real bytes, as cloud-init does. */
function expectValid(document: HostDocument): void {
  const value = cloudConfigOf(document);
  expect(cloudConfigFaults(value)).toEqual([]);
  expect(isValid(value), `${document.host}: ${JSON.stringify(isValid.errors?.slice(0, 3))}`).toBe(true);
}

/** The right ones in few cloud-configs: those of different keys together. */
const groups = rights
  .filter(({ isPublished }) => isPublished)
  .reduce<Record<string, unknown>[]>((made, { value }) => {
    const free = made.find((group) => Object.keys(value).every((key) => !(key in group)));
    if (free) Object.assign(free, value);
    else made.push({ ...value });
    return made;
  }, []);

describe('the bytes of a document are valid by cloud-init’s own schema, unchanged', () => {
  test.each(examples)('of the example $name', ({ text, lock }) => {
    for (const document of compiled(text, { lock }).documents.filter(isCloudConfig)) expectValid(document);
  });

  test('whatever a manifest asks for', () => {
    for (const combination of pairwise()) {
      for (const document of compiled(manifestOfCombination(combination)).documents) expectValid(document);
    }
  });

  test('however it is packed: readable, compact, in gzip and in base64', () => {
    const hosts = Array.from({ length: 30 }, (_, index) => [`h${index}`, { address: `10.0.0.${index + 1}` }]);
    const found = new Set<string>();
    for (const os of cloudConfigSystems) {
      for (const provider of ['nocloud', 'generic', 'aws']) {
        const text = stringify({ meshinit: 1, defaults: { os: os.id, provider }, hosts: Object.fromEntries(hosts) });
        for (const options of [{}, { gzip: true }, { base64: true }]) {
          for (const document of compile(text, { ...options, hosts: ['h7'] }).documents) {
            found.add(document.packing);
            expectValid(document);
          }
        }
      }
    }
    expect([...found].toSorted()).toEqual(expect.arrayContaining(['base64', 'compact', 'gzip', 'readable']));
  });

  test('with all that a person may pass through, which comes out as it was', () => {
    for (const group of groups) {
      const [document] = compiled(manifestOf(group)).documents;
      if (!document) throw new Error('there is no document');
      expectValid(document);
      const value = cloudConfigOf(document);
      for (const [key, theirs] of Object.entries(group)) {
        const ours = value[key];
        const tail = Array.isArray(theirs) && Array.isArray(ours) ? ours.slice(-theirs.length) : ours;
        expect(tail).toEqual(theirs);
      }
    }
  });

  test('and what YAML 1.1 reads as another thing stays the text that it was', () => {
    const texts = [
      '2032-09-01',
      '=',
      '<<',
      'yes',
      'off',
      'y',
      '12:30:45',
      '0o17',
      '0b11',
      '1_000',
      '0644',
      '~',
      '.inf',
      '1e3',
    ];
    const [document] = compiled(manifestOf({ runcmd: texts })).documents;
    expect(document && cloudConfigOf(document).runcmd.slice(-texts.length)).toEqual(texts);
    expect(document && textOf(document)).toContain('- "="\n');
  });
});

describe('a document of ours that fails is our fault', () => {
  const original = debian12.commands;
  const sabotage = (commands: unknown): void => {
    Object.assign(debian12, { commands });
  };
  afterEach(() => sabotage(original));

  const text = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n';

  test('and is thrown, with its place and without what stands there', () => {
    sabotage({ everyBoot: [], firstBoot: ['fine', { secret: 'hunter2' }] });
    expect(() => compile(text)).toThrow("the document of host1 breaks cloud-init's schema (type) at runcmd[1]");
    expect(() => compile(text)).not.toThrow('hunter2');
  });

  test('and exits 70, with nothing written', async () => {
    sabotage({ everyBoot: [7], firstBoot: [] });
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'meshinit.yaml'), text);
    const outcome = await runners[0]?.run(['compile'], { cwd: directory });
    expect(outcome?.status).toBe(70);
    expect(outcome?.stderr).toContain('bootcmd[0]');
    expect(readdirSync(directory)).toEqual(['meshinit.yaml']);
  });

  test('also where only the system’s older cloud-init does not know it', () => {
    const plan = hostConfigs(text.replace('debian-12', 'ubuntu-14.04'))[0]?.plan;
    if (!plan) throw new Error('there is no host');
    const value = { write_files: [{ path: '/etc/a', content: 'x', append: true }] };
    expect(() => assertCloudConfig(value, plan)).toThrow("what its system's cloud-init knows at write_files[0].append");
  });
});

const testWithCloudInit = testWith('cloud-init');

describe('cloud-init itself takes', () => {
  const judge = async (documents: readonly HostDocument[]): Promise<void> => {
    const told = (await schemaSays(documents.map(textOf))).trimEnd().split('\n');
    // Its own lines may warn before: what counts is the verdict on each.
    expect(told.filter((line) => /^(Valid|\d+:) /.test(line))).toEqual(
      documents.flatMap((_, index) => [`Valid cloud-config: user-data-${index}`, `0: user-data-${index}`]),
    );
  };

  testWithCloudInit('all that is right', () =>
    judge(
      groups.map((group) => {
        const [document] = compiled(manifestOf(group)).documents;
        if (!document) throw new Error('there is no document');
        return document;
      }),
    ),
  );

  testWithCloudInit(
    'a document of each system, and a compact one',
    async () => {
      const documents = cloudConfigSystems.map((os) => {
        const hosts = Array.from({ length: 120 }, (_, index) => [`h${index}`, { address: `10.0.0.${index + 1}` }]);
        const text = stringify({ meshinit: 1, defaults: { os: os.id }, hosts: Object.fromEntries(hosts) });
        const [document] = compiled(text, { hosts: ['h3'] }).documents;
        if (!document) throw new Error('there is no document');
        return document;
      });
      await judge(documents);
      expect(documents.map(({ packing }) => packing)).toContain('compact');
    },
    120_000,
  );
});
