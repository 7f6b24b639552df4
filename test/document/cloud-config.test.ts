import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { examples as all } from '../support/examples.ts';
import { cloudConfigOf, compiled, textOf } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

const examples = all.filter(({ text }) => !text.includes('ignition:'));

describe('a document', () => {
  test('begins with the line that cloud-init looks for, then says whose it is and how to make it again', () => {
    for (const { text, lock } of examples) {
      const { cluster, documents } = compiled(text, { lock });
      for (const document of documents) {
        const [first, second = '', third = '', fourth = ''] = textOf(document).split('\n');
        expect(first).toBe('#cloud-config');
        expect(second).toMatch(new RegExp(`^# Host ${document.host} \\(.+\\) of cluster ${cluster.name}, `));
        expect(third).toMatch(new RegExp(`^# .*meshinit compile .*--host ${document.host}$`));
        expect(fourth).not.toMatch(/^#/);
      }
    }
  });

  test('writes each file as a literal block: no escapes, no folded lines', () => {
    for (const { text, lock } of examples) {
      for (const document of compiled(text, { lock }).documents) {
        const blocks = [...textOf(document).matchAll(/^ +content: (.*)$/gm)].map(([, style]) => style);
        expect(new Set(blocks)).toEqual(new Set(['|']));
        for (const file of cloudConfigOf(document).write_files) expect(textOf(document)).toContain(file.path);
      }
    }
  });

  test('means the same to a YAML 1.1 reader, cloud-init’s, as to a 1.2 one', () => {
    for (const { text, lock } of examples) {
      for (const document of compiled(text, { lock }).documents) {
        const readers = (['1.1', '1.2'] as const).map((version) => parse(textOf(document), { version }));
        expect(readers[0]).toEqual(readers[1]);
      }
    }
  });

  test('gives programs and private keys their permissions as a text, and others cloud-init’s own: those for all to read', () => {
    for (const { text, lock } of examples) {
      for (const document of compiled(text, { lock }).documents) {
        for (const { path, permissions, content } of cloudConfigOf(document).write_files) {
          const wanted = content.startsWith('#!') ? '0755' : content.includes('PRIVATE KEY') ? '0600' : undefined;
          expect(`${path} ${permissions}`).toBe(`${path} ${wanted}`);
        }
      }
    }
  });

  test('keeps any text of the user’s: quotes, dollars, colons, tabs, other scripts, empty lines at its end', () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\n', ' ', '\t', ':', '#', "'", '"', '\\', '$', '|', '-', '%', 'ü', '😀'),
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        anyText,
        fc.dictionary(fc.constantFrom('a', 'yes', '1', 'x y', ''), anyText, { maxKeys: 3 }),
        (content, map) => {
          const cloudConfig = {
            write_files: [{ path: '/etc/user', content: `x${content}` }],
            puppet: { conf: { agent: map } },
          };
          const text = stringify({
            meshinit: 1,
            defaults: { os: 'debian-12', provider: 'nocloud' },
            hosts: { host1: { address: '10.0.0.11', cloud_config: cloudConfig } },
          });
          const [document] = compiled(text).documents;
          if (!document) throw new Error('there is no document');
          const config = cloudConfigOf(document);
          expect(config.write_files.at(-1)).toEqual({ path: '/etc/user', content: `x${content}` });
          expect(config['puppet']).toEqual({ conf: { agent: map } });
        },
      ),
      { numRuns: thoroughOr(60, 20) },
    );
  });
});
