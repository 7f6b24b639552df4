import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { servedInputs } from '../../../src/cli/play/served-inputs.ts';
import { readManifestFile } from '../../../src/edge/manifest-file.ts';
import { gatherFiles, type ProjectFiles } from '../../../src/edge/project-files.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const MANIFEST = 'meshinit: 1\ninclude: [base.yaml]\nhosts:\n  a: { address: { $env: A, default: { $env: B } } }\n';

function project(): ProjectFiles {
  const outer = temporaryDirectory();
  const directory = join(outer, 'project');
  mkdirSync(directory);
  writeFileSync(join(outer, 'outside'), 'of others');
  symlinkSync(join(outer, 'outside'), join(directory, 'link'));
  writeFileSync(join(directory, 'base.yaml'), 'defaults: { os: { $env: OS } }\n');
  writeFileSync(join(directory, 'motd'), 'hello\n');
  writeFileSync(join(directory, 'prod.yaml'), MANIFEST);
  const env = { A: '', B: '10.0.0.1', OS: 'debian-12', MTU: '1400', TOKEN: 'of nobody’s business' };
  return gatherFiles(readManifestFile(join(directory, 'prod.yaml')), { env, values: 'pw: x\n', set: { name: 'prod' } });
}

describe('meshinit play hands its page', () => {
  test('what the text refers to, included files too, as the disk has it now', () => {
    const played = project();
    expect(servedInputs(MANIFEST, played)).toEqual({
      manifestName: 'prod.yaml',
      files: { 'base.yaml': 'defaults: { os: { $env: OS } }\n' },
      values: 'pw: x\n',
      env: { A: '', B: '10.0.0.1', OS: 'debian-12', MTU: '', TOKEN: '' },
      set: { name: 'prod' },
    });
    writeFileSync(join(played.name, '../base.yaml'), 'defaults: { os: debian-13 }\n');
    expect(servedInputs(MANIFEST, played).files).toEqual({ 'base.yaml': 'defaults: { os: debian-13 }\n' });
    const other =
      'meshinit: 1\nnetwork: { mtu: { $env: MTU } }\nhosts: { a: { cloud_config: { motd: { $file: motd } } } }\n';
    const { env, files } = servedInputs(other, played);
    expect([env?.['MTU'], env?.['OS'], files]).toEqual(['1400', '', { motd: 'hello\n' }]);
  });

  test('no file outside of the project, whatever the page asks', () => {
    const asked = ['../outside', '/etc/passwd', 'link', '.', 'a\\..\\..\\outside', 'https://example.com/x'];
    const text = `meshinit: 1\ninclude: ${JSON.stringify(asked)}\nhosts: { a: { cloud_config: { x: { $file: ../outside } } } }\n`;
    const served = Object.values(servedInputs(text, project()).files ?? {});
    expect(served.length).toBeGreaterThan(0);
    expect(served.filter((content) => typeof content === 'string')).toEqual([]);
  });

  test('nothing for a text that is no YAML, and an end for includes that go round', () => {
    const played = project();
    expect(servedInputs('include: [', played).files).toEqual({});
    writeFileSync(join(played.name, '../base.yaml'), 'include: [base.yaml, prod.yaml]\n');
    expect(Object.keys(servedInputs(MANIFEST, played).files ?? {})).toEqual(['base.yaml']);
  });
});
