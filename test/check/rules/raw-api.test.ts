import { expect, test } from 'vitest';
import { thoroughTest } from '../../support/thorough.ts';
import { codesOf, said } from '../diagnose.ts';

const manifest = (part: object, rest = '', os = 'debian-12'): string =>
  `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n  host1: ${JSON.stringify({ address: '10.0.0.11', ...part })}\n${rest}`;

const written = (path: string, content: string, rest: object = {}): string =>
  manifest({ cloud_config: { write_files: [{ path, content, ...rest }] } });

const DROP_IN = '[Service]\nExecStart=\nExecStart=/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0:2375\n';

test('files of Docker’s that open its API are refused, however their path is written', () => {
  for (const text of [
    written('/etc/systemd/system/docker.service.d/x.conf', DROP_IN),
    written('/lib/systemd/system/docker.service', DROP_IN),
    written('/etc/systemd/system/docker.socket.d/x.conf', '[Socket]\nListenStream=2375\n'),
    written('/etc/systemd/system/docker-tcp.socket', '[Socket]\nListenStream=0.0.0.0:2375\n'),
    written('/etc/default/docker', 'DOCKER_OPTS="-H=0.0.0.0:2375"\n'),
    written('/etc//default/../default/docker', 'DOCKER_OPTS="--host tcp://10.0.0.1:2375"\n', { append: true }),
    written('/etc/sysconfig/docker', "OPTIONS='-H :2375'\n"),
    written('/etc/docker/other.json', '{ "hosts": ["fd://", "tcp://0.0.0.0:2375"] }'),
    written('/etc/default/docker', btoa('DOCKER_OPTS="-H tcp://0.0.0.0:2375"'), { encoding: 'b64' }),
    manifest(
      {
        ignition: {
          systemd: { units: [{ name: 'docker.service', dropins: [{ name: 'x.conf', contents: DROP_IN }] }] },
        },
      },
      '',
      'flatcar',
    ),
    manifest(
      { ignition: { systemd: { units: [{ name: 'docker-tcp.socket', contents: '[Socket]\nListenStream=2375\n' }] } } },
      '',
      'flatcar',
    ),
    manifest(
      {
        ignition: {
          storage: {
            files: [
              {
                path: '/etc/systemd/system/docker.service.d/x.conf',
                contents: { source: `data:;base64,${btoa(DROP_IN)}` },
              },
            ],
          },
        },
      },
      '',
      'flatcar',
    ),
  ]) {
    expect([text, codesOf(text)]).toEqual([text, expect.arrayContaining(['MI0618'])]);
  }
});

test('the message names the file, at its content', () => {
  expect(said(written('/etc/default/docker', 'DOCKER_OPTS="-H tcp://0.0.0.0:2375"\n'))).toMatchInlineSnapshot(`
    "4:104 error MI0618: /etc/default/docker would open Docker’s API on TCP without TLS: whoever reaches it is root
      hint: Use docker.listen with docker.tls, or accept the risk with docker.insecure: true."
  `);
});

test('what opens nothing, or opens it as the manifest allows, is free', () => {
  for (const text of [
    written(
      '/etc/systemd/system/docker.service.d/proxy.conf',
      '[Service]\nEnvironment="HTTP_PROXY=http://10.0.0.1:3128"\n',
    ),
    written('/etc/default/docker', 'DOCKER_OPTS="-H unix:///run/x.sock --host=fd:// --label=a"\n'),
    written('/etc/systemd/system/docker.socket.d/x.conf', '[Socket]\nListenStream=/run/other.sock\n'),
    written('/etc/default/docker', 'DOCKER_OPTS="--tlsverify -H tcp://0.0.0.0:2376"\n'),
    written('/etc/motd', 'dockerd -H tcp://0.0.0.0:2375\n'),
    manifest(
      { cloud_config: { write_files: [{ path: '/etc/default/docker', content: 'DOCKER_OPTS="-H tcp://x"' }] } },
      'docker: { insecure: true }\n',
    ),
  ]) {
    expect([text, codesOf(text).includes('MI0618')]).toEqual([text, false]);
  }
});

thoroughTest(
  'hostile contents take no time',
  () => {
    for (const part of ['"hosts":[', '-H "', '-H = ', '\n', ' ', 'ListenStream=', '--host,"']) {
      const began = performance.now();
      codesOf(written('/etc/default/docker', part.repeat(200_000)));
      expect([part, performance.now() - began < 5000]).toEqual([part, true]);
    }
  },
  60_000,
);
