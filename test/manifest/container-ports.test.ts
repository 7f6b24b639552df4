import { expect, test } from 'vitest';
import { portsOf } from '../../src/manifest/container-ports.ts';

const read = (...ports: (string | number | { target: number; published?: string | number })[]) =>
  portsOf({ path: ['containers', 'web'], input: { image: 'box:1', hosts: 'host1', ports } });

const shown = (...ports: Parameters<typeof read>): string[] =>
  read(...ports).ports.map(({ ip, published, target, protocol }) => `${ip} ${published} ${target}/${protocol}`);

test('every form of the specification is read', () => {
  expect(shown('80')).toEqual([' undefined 80/tcp']);
  expect(shown(80)).toEqual([' undefined 80/tcp']);
  expect(shown('8080:80')).toEqual([' 8080 80/tcp']);
  expect(shown('127.0.0.1:8080-8081:80-81/udp')).toEqual(['127.0.0.1 8080 80/udp', '127.0.0.1 8081 81/udp']);
  expect(shown('[::1]:8080:80')).toEqual(['::1 8080 80/tcp']);
  expect(shown('127.0.0.1::80')).toEqual(['127.0.0.1 undefined 80/tcp']);
  expect(shown({ target: 80, published: '8080' })).toEqual([' 8080 80/tcp']);
});

test.each([
  ['70000:80', 'has port 70000; the largest is 65535'],
  ['81-80', 'has the range 81-80, which ends before it begins'],
  ['8000-8002:80', 'publishes 3 ports for 1; ranges must be of one length'],
  ['1-60000:1-60000', 'has a range of 60000 ports; at most 1024'],
])('%s %s', (text, fault) => {
  expect(read(text).faults).toEqual([{ path: ['containers', 'web', 'ports', 0], fault }]);
});
