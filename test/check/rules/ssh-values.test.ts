import { describe, expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { isSshHost, isSshJump, isSshUser } from '../../../src/check/ssh-words.ts';
import { compile } from '../../../src/compile.ts';
import { codesOf, said } from '../diagnose.ts';

const host = (ssh: string): string => example([`host1: { address: 10.0.0.11, ssh: ${ssh} }`]);

test('an option in the place of a host is refused', () => {
  expect(said(host('{ host: "-oProxyCommand=reboot" }'))).toMatchInlineSnapshot(`
    "4:45 error MI0313: hosts.host1.ssh.host '-oProxyCommand=reboot' begins with a hyphen, which ssh would read as an option; legal: a host name, an alias of ssh_config or an IP address
      hint: Example: web1.example.com."
  `);
});

test('a login before the host is told where it belongs', () => {
  expect(said(host('{ host: ops@web1 }'))).toContain('Write user: ops and host: web1.');
});

test('each value is looked at, in the defaults too', () => {
  expect(codesOf(`${host('{ user: "-l", jump: "a b" }')}`)).toEqual(['MI0313', 'MI0313']);
  expect(said(example(['host1: { address: 10.0.0.11 }']).replace('12 }', '12, ssh: { user: "$(id)" } }'))).toContain(
    "defaults.ssh.user '$(id)' is not legal",
  );
});

describe('what ssh could take for something else', () => {
  const HOSTILE = ['-v', '', ' ', 'a b', 'a;b', '$(id)', '`id`', "a'b", 'a"b', 'a\nb', 'a|b', 'a&b', 'ä', 'a%h'];
  test.each(HOSTILE)('%j is no user, no host and no way', (text) => {
    expect([isSshUser(text), isSshHost(text), isSshJump(text)]).toEqual([false, false, false]);
  });

  test('a way is checked hop by hop', () => {
    for (const jump of ['none', 'a', 'a:22', 'u@a:22', 'u@a,b:2', '[fd00::1]:22', 'u@[fd00::1]', '10.0.0.1']) {
      expect(isSshJump(jump), jump).toBe(true);
    }
    for (const jump of [
      'a,-oProxyCommand=x',
      'u@-x',
      '-u@a',
      'a:0',
      'a:65536',
      'a:',
      'a:x',
      ',',
      '[a]',
      '[::1',
      '@a',
    ]) {
      expect(isSshJump(jump), jump).toBe(false);
    }
  });
});

test('no document depends on how a host is reached', () => {
  const plain = compile(example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }']));
  const reached = compile(
    example([
      'host1: { address: 10.0.0.11, ssh: { user: root, host: web1, port: 2222, jump: none } }',
      'host2: { address: 10.0.0.12 }',
    ]).replace('debian-12 }', 'debian-12, ssh: { jump: bastion } }'),
  );
  expect(reached.documents).toEqual(plain.documents);
  expect(reached.lock).toBe(plain.lock);
});
