import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../src/compile.ts';
import { plan } from '../../src/plan-report.ts';
import { filesNeeded } from '../../src/project/read-project.ts';
import { hostConfigs } from '../support/hosts.ts';

const manifest = (first: string, second = ''): string => `meshinit: 1
name: shop
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11, compose: ${first} }
  host2: { address: 10.0.0.12${second} }
network: { docker: mesh }
`;
const said = (text: string, options: CompileOptions = {}): string[] =>
  compile(text, options).diagnostics.map(
    ({ file = 'manifest', line, column, code, message }) => `${file}:${line}:${column} ${code}: ${message}`,
  );
const WEB = "services:\n  web:\n    image: 'nginx:1.27'\n    networks: [mesh]\n";

describe('a Compose file', () => {
  test('is read beside the file that names it', () => {
    const base = 'hosts: { host3: { address: 10.0.0.13, compose: ../web.yaml } }\n';
    const text = `include: [sub/base.yaml]\n${manifest('a/b.yaml')}`;
    expect(filesNeeded(text, { files: { 'sub/base.yaml': base } })).toEqual(['web.yaml', 'a/b.yaml']);
    expect(said(text, { files: { 'sub/base.yaml': base, 'web.yaml': WEB, 'a/b.yaml': WEB } })).toEqual([]);
  });

  test('has its faults at its own lines, once for all hosts that name it', () => {
    const files = { 'web.yaml': `x-note: &note { a: 1 }\n${WEB}    port: ['80:80']\n    cap_add: NET_ADMIN\n` };
    expect(said(manifest('web.yaml', ', compose: ./web.yaml'), { files })).toEqual([
      "web.yaml:6:5 MI0712: unknown key 'port' in services.web",
      'web.yaml:7:14 MI0712: services.web.cap_add is a text; expected a list',
    ]);
  });

  test('that is no YAML, no map or not there is told where it is, or where it is named', () => {
    expect(said(manifest('web.yaml'), { files: { 'web.yaml': 'services: [\n' } }).join()).toContain(
      'web.yaml:1:11 MI0101',
    );
    expect(said(manifest('web.yaml'), { files: { 'web.yaml': '- web\n' } })).toEqual([
      'web.yaml:1:1 MI0106: the Compose file is a list; expected a map with services',
    ]);
    expect(said(manifest('web.yaml'), { files: { 'web.yaml': '# later\n' } }).join()).toContain(
      'the Compose file is empty',
    );
    expect(said(manifest('web.yaml'))).toEqual([
      "manifest:5:41 MI0901: hosts.host1.compose needs the file 'web.yaml', which does not exist",
    ]);
    expect(said(manifest('web.yaml'), { files: { 'web.yaml': { fault: 'is a directory' } } })).toEqual([
      "manifest:5:41 MI0901: hosts.host1.compose needs the file 'web.yaml', which is a directory",
    ]);
  });

  test('is a file of the project, named in the manifest itself', () => {
    for (const path of ['/etc/web.yaml', '~/web.yaml', 'https://example.com/web.yaml', '..', '""']) {
      expect(said(manifest(path)).join()).toMatch(/MI0901/);
    }
    for (const value of ['{ $env: FILE }', '{ $file: web.yaml }', '{ $secret: file }']) {
      expect(said(manifest(value), { env: { FILE: 'web.yaml' }, files: { 'web.yaml': WEB } })[0]).toBe(
        'manifest:5:41 MI0904: hosts.host1.compose takes the name of a file itself',
      );
    }
    expect(
      said(manifest('web.yaml'), { files: { 'web.yaml': WEB }, set: { 'hosts.host1.compose': 'late.yaml' } }),
    ).toEqual(["--set:1:1 MI0901: hosts.host1.compose needs the file 'late.yaml', which does not exist"]);
    expect(said(manifest('7')).join()).toContain('MI0203');
  });

  test('may stand in the manifest itself, where values come from elsewhere and are what they are', () => {
    const service = "{ image: 'box:1', networks: [mesh], environment: { A: { $secret: a }, B: { $env: B } } }";
    const options = { values: { a: 'never$shown' }, env: { B: '$HOME' } };
    const text = manifest(`{ services: { web: ${service} } }`);
    expect(said(text, options)).toEqual([]);
    const file = hostConfigs(text, options)[0]?.files.find(({ path }) => path === '/etc/meshinit/compose.yaml');
    expect(file).toMatchObject({ mode: 0o600, secret: true });
    expect(file?.content).toContain('A: never$$shown\n        B: $$HOME\n'.replaceAll('        ', '      '));
    const { lock, documents, diagnostics } = compile(text, options);
    expect(documents.map(({ secret }) => secret)).toEqual([true, false]);
    expect(JSON.stringify([lock, diagnostics, plan(text, options).report])).not.toMatch(/never|shown/);
  });

  test('of one host costs the others not a byte', () => {
    const files = { 'web.yaml': WEB };
    const alone = compile(manifest('web.yaml'), { files }).documents[1]?.content;
    const without = compile(manifest('web.yaml').replace(', compose: web.yaml', '')).documents[1]?.content;
    expect(alone).toEqual(without);
  });
});
