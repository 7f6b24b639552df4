import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { explain } from '../../src/explain/explain.ts';
import { examples } from '../support/examples.ts';
import { compiled, filesOf, hostConfigs } from '../support/hosts.ts';
import { someOf } from '../support/thorough.ts';

const TEXT = `meshinit: 1
defaults:
  os: debian-12
  provider: nocloud
  cloud_config:
    timezone: Europe/Berlin
    users: [{ name: ops, hashed_passwd: $6$secret }]
hosts:
  host1: { address: 10.0.0.11, slice: 172.17.9.0/24 }
  host2: { address: 10.0.0.12, mtu: 1400 }
  host3: { address: 10.0.0.13 }
docker: { daemon: { dns: [10.0.0.53] } }
`;

const DOCUMENT = Buffer.from(compile(TEXT).documents[0]?.content ?? '').toString();

/** The manifest's texts at the places, and the sentences. */
function answer(path: string, line?: number, text = TEXT, host = 'host1') {
  const { origins, fault } = explain(text, { host, path, line });
  const [origin] = origins;
  const lines = text.split('\n');
  return {
    at: origin?.places.map((place) => lines[place.line - 1]?.slice(place.column - 1).split(/[ ,}\]:]/)[0]),
    why: origin?.why,
    fault: fault?.message,
  };
}

const documentLine = (part: string): number => DOCUMENT.split('\n').findIndex((line) => line.includes(part)) + 1;

test('a line of the peers comes from that peer alone', () => {
  expect(answer('/etc/meshinit/peers', 2)).toEqual({
    at: ['host3', '10.0.0.13'],
    why: [
      '10.0.0.13: the address of host3',
      "172.17.0.3: host3's mesh address: pinned, or the lowest free address of network.bridges, kept by the lock (by default: no hosts.host3.bridge)",
      'host3: the peer host3',
      "vxlan2: the link to host3: its number is the XOR of both hosts' numbers in the lock",
    ],
    fault: undefined,
  });
});

test('a slice comes from its pin, the MTU from the narrowest host', () => {
  expect(answer('/etc/docker/daemon.json', 3)).toMatchObject({ at: ['172.17.9.0/24'] });
  expect(answer('/etc/docker/daemon.json', 4)).toMatchObject({
    at: ['nocloud', 'host2', '1400'],
    why: ['1350: the inner MTU: 1400 − 20 − 8 − 8 − 14 = 1350; narrowest: host2, NoCloud seed'],
  });
});

test('IPv6 comes from the same places as the IPv4 that it is made of', () => {
  const text = `${TEXT}names: false\nnetwork: { subnet6: auto }\ncontainers: { web: { image: 'box:1', hosts: host1 } }\n`;
  const why = explain(text, { host: 'host1', path: '/etc/meshinit/host.conf', line: 0 });
  expect(why.fault).toBeUndefined();
  const [host] = hostConfigs(text);
  const lines = host?.files.find(({ path }) => path === '/etc/meshinit/host.conf')?.content.split('\n') ?? [];
  const lineOf = (key: string): number => lines.findIndex((line) => line.startsWith(`${key}=`)) + 1;
  expect(answer('/etc/meshinit/host.conf', lineOf('BRIDGE_ADDRESS6'), text)).toMatchObject({
    at: ['auto'],
    why: [expect.stringMatching(/^fd[^ ]*::ac11:1: its IPv6 address on the mesh: the IPv4 one in subnet6$/)],
  });
  expect(answer('/etc/meshinit/host.conf', lineOf('SUBNET6'), text)).toMatchObject({
    at: ['auto'],
    why: [expect.stringContaining("the containers' IPv6 network: made of the names of cluster and network")],
  });
  expect(answer('/etc/meshinit/containers', 1, text).why?.join()).toContain('the IPv6 one is made of it');
});

test('a value by default says so, at the host', () => {
  expect(answer('/etc/docker/daemon.json', 3, TEXT, 'host3')).toEqual({
    at: ['host3'],
    why: [
      '172.17.2.0/24: its slice: pinned, or the next free slice of network.subnet, kept by the lock (by default: no hosts.host3.slice or network.slice)',
    ],
    fault: undefined,
  });
});

test('what the manifest has in others’ words is found, and no secret is told', () => {
  expect(answer('/etc/docker/daemon.json', 6)).toMatchObject({ at: ['10.0.0.53'] });
  expect(answer('host1.yaml', documentLine('timezone'))).toMatchObject({ at: ['Europe/Berlin'] });
  expect(answer('userdata/host1.yaml', documentLine('$6$secret'))).toEqual({
    at: ['$6$secret'],
    why: ['defaults.cloud_config.users.0.hashed_passwd: copied from the manifest'],
    fault: undefined,
  });
});

test('a line of the document is the file’s that it is in', () => {
  const line = documentLine('vxlan2 10.0.0.13');
  expect(answer('host1.yaml', line)).toEqual(answer('/etc/meshinit/peers', 2));
  expect(answer('host1.yaml', 1)).toMatchObject({ at: ['host1'] });
});

test('a question without an answer says what there is', () => {
  expect(answer('/etc/meshinit/peer', 1).fault).toBe("meshinit writes no file '/etc/meshinit/peer' on host1");
  expect(answer('/etc/meshinit/peers', 3).fault).toBe('/etc/meshinit/peers has 2 lines; there is no line 3');
  expect(answer('host1.yaml').fault).toBe('a document needs a line number');
  expect(answer('host1.yaml', 100_000).fault).toMatch(/^the document has \d+ lines; there is no line 100000$/);
  expect(answer('/etc/meshinit/peers', 1, TEXT, 'host9').fault).toBe("the manifest has no host 'host9'");
});

/** Each question reads the manifest anew. */
const LINES = 2;

describe.each(examples)('$name', ({ text, lock }) => {
  test('every line of every file comes from a place in the manifest', () => {
    const lines = text.split('\n');
    for (const document of someOf(compiled(text, { lock }).documents, 1)) {
      for (const { path, content } of filesOf(document)) {
        const count = content.replace(/\n$/, '').split('\n').length;
        const first = Array.from({ length: Math.min(count, 40) }, (_, index) => index + 1);
        for (const line of [undefined, ...someOf(first, LINES)]) {
          const { origins, fault } = explain(text, { host: document.host, path, line }, { lock });
          // What the user's own part writes is the user's: it is no file of meshinit's.
          if (fault) expect(text).toContain(path);
          else expect(origins[0]?.places.length, `${path}:${line}`).toBeGreaterThan(0);
          for (const place of origins[0]?.places ?? [])
            expect(lines[place.line - 1]?.length).toBeGreaterThanOrEqual(place.column);
        }
      }
    }
  });
});
