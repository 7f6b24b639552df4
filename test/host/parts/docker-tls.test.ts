import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { compiled, type FileOnHost, filesOf, textOf } from '../../support/hosts.ts';

const PATHS = 'tls: { ca: /etc/pki/ca.pem, cert: /etc/pki/cert.pem, key: /etc/pki/key.pem }';
const manifest = (os: string, docker: string, host = ''): string =>
  `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n  a: { address: 10.0.0.11${host} }\ndocker: { ${docker} }\nallow: { MI0652: old }\n`;

const filesFor = (text: string): readonly FileOnHost[] =>
  compiled(text.includes('14.04') || text.includes('centos') ? text : text.replace(/allow.*\n/, '')).documents.flatMap(
    filesOf,
  );
const contentOf = (files: readonly FileOnHost[], path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

describe('Docker’s API with TLS', () => {
  test('is at port 2376 of the mesh address, by a drop-in that starts what the package starts', () => {
    const files = filesFor(manifest('debian-12', `listen: mesh, ${PATHS}`));
    expect(contentOf(files, '/etc/systemd/system/docker.service.d/meshinit-api.conf')).toBe(
      `# Docker's API on TCP, as the manifest's docker.listen asks: whoever has a key of its authority is root.
[Service]
# The first line clears the packaged command.
ExecStart=
ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS -H tcp://172.17.0.1:2376
`,
    );
    expect(JSON.parse(contentOf(files, '/etc/docker/daemon.json'))).toEqual({
      bridge: 'docker0',
      'fixed-cidr': '172.17.1.0/24',
      mtu: 1450,
      tlsverify: true,
      tlscacert: '/etc/pki/ca.pem',
      tlscert: '/etc/pki/cert.pem',
      tlskey: '/etc/pki/key.pem',
    });
    expect(files.map(({ path }) => path)).not.toContain('/etc/default/docker');
  });

  test('waits for the mesh address, as Docker does without', () => {
    const files = filesFor(manifest('debian-12', `listen: mesh, ${PATHS}`));
    const dropIn = contentOf(files, '/etc/systemd/system/docker.service.d/meshinit.conf');
    expect(contentOf(files, '/etc/systemd/system/meshinit-mesh.service')).toContain('Before=docker.service');
    expect(dropIn).toContain('ExecStartPre=/usr/local/sbin/meshinit-mesh --ready');
  });

  test('starts docker-ce by its own command', () => {
    const files = filesFor(manifest('debian-12', `from: docker-ce, listen: "0.0.0.0:1234", ${PATHS}`));
    expect(contentOf(files, '/etc/systemd/system/docker.service.d/meshinit-api.conf')).toContain(
      '\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock -H tcp://0.0.0.0:1234\n',
    );
  });

  test('is flags where Docker takes no daemon.json', () => {
    for (const [os, path] of [
      ['ubuntu-14.04', '/etc/default/docker'],
      ['centos-7', '/etc/sysconfig/docker-network'],
    ] as const) {
      const content = contentOf(filesFor(manifest(os, `listen: mesh, ${PATHS}`)), path);
      for (const flag of ['-H tcp://172.17.0.1:2376', '--tlsverify=true', '--tlskey=/etc/pki/key.pem']) {
        expect(content).toContain(flag);
      }
    }
  });

  test('takes a host’s own files in the place of all hosts’', () => {
    const own = ', tls: { ca: /a/ca.pem, cert: /a/cert.pem, key: /a/key.pem }';
    const options = contentOf(
      filesFor(manifest('debian-12', `listen: mesh, ${PATHS}`, own)),
      '/etc/docker/daemon.json',
    );
    expect(JSON.parse(options)).toMatchObject({ tlscacert: '/a/ca.pem', tlskey: '/a/key.pem' });
  });

  test('without docker.listen is a warning, and changes nothing', () => {
    const { diagnostics, documents } = compile(manifest('debian-12', PATHS).replace(/allow.*\n/, ''));
    expect(diagnostics.map(({ code, line, column }) => `${line}:${column} ${code}`)).toEqual(['5:11 MI0669']);
    expect(documents.map(textOf).join('')).not.toContain('tls');
  });
});

const BODY = 'MIIBszCCAVmgAwIBAgIUQmFzZTY0';
const pem = (kind: string): string => `-----BEGIN ${kind}-----\n${BODY}\n-----END ${kind}-----\n`;
const inline = (ca: string, cert: string, key: string): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.11 } }\ndocker:\n  listen: mesh\n  tls: ${JSON.stringify({ ca, cert, key })}\n`;

describe('TLS files as texts', () => {
  test('land on the host, the key for root alone; the document is a secret then', () => {
    const text = inline(pem('CERTIFICATE'), '/etc/pki/cert.pem', pem('EC PRIVATE KEY'));
    const [document] = compiled(text).documents;
    if (!document) throw new Error('there is no document');
    expect(document.secret).toBe(true);
    const found = filesOf(document).filter(({ path }) => path.startsWith('/etc/docker/tls/'));
    expect(found.map(({ path, mode }) => `${path} ${mode.toString(8)}`)).toEqual([
      '/etc/docker/tls/ca.pem 644',
      '/etc/docker/tls/key.pem 600',
    ]);
    expect(found[1]?.content).toBe(pem('EC PRIVATE KEY'));
    expect(JSON.parse(contentOf(filesOf(document), '/etc/docker/daemon.json'))).toMatchObject({
      tlscacert: '/etc/docker/tls/ca.pem',
      tlscert: '/etc/pki/cert.pem',
      tlskey: '/etc/docker/tls/key.pem',
    });
  });

  test('without the key make no secret of the document', () => {
    const text = inline(pem('CERTIFICATE'), pem('CERTIFICATE'), '/etc/pki/key.pem');
    expect(compiled(text).documents.map(({ secret }) => secret)).toEqual([false]);
  });

  test('that are none, or of another kind, are told without a word of them', () => {
    const wrong = [
      ['ca.pem', 'is neither an absolute path on the host nor a PEM text'],
      ['/etc/../ca.pem', 'is a path with . or ..'],
      ['/etc/a b.pem', 'is a path with characters other than letters, digits and . _ @ + -, or with //'],
      [pem('PRIVATE KEY'), 'contains a private key, which belongs only in key'],
      [pem('CERTIFICATE').replace('END', 'ENDE'), 'is not a complete PEM text of certificates'],
    ] as const;
    for (const [ca, fault] of wrong) {
      const { diagnostics } = compile(inline(ca, '/c', '/k'));
      expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([`MI0330 docker.tls.ca ${fault}`]);
    }
    for (const [key, fault] of [
      [pem('ENCRYPTED PRIVATE KEY'), 'is an encrypted key, which Docker cannot read'],
      [pem('CERTIFICATE'), 'is not a complete PEM text of one private key'],
      [`${pem('PRIVATE KEY')}${pem('PRIVATE KEY')}`, 'is not a complete PEM text of one private key'],
    ] as const) {
      const { diagnostics } = compile(inline('/a', '/c', key));
      expect(diagnostics.map(({ message }) => message)).toEqual([`docker.tls.key ${fault}`]);
      expect(JSON.stringify(diagnostics)).not.toContain(BODY);
    }
  });
});
