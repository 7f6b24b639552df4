import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromSshConfig } from '../../src/init/from-ssh-config.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const hosts = (text: string) => fromSshConfig(text).hosts.map(({ name, address }) => `${name} ${address}`);
const passedOver = (text: string) => fromSshConfig(text).passedOver.map(({ line, what }) => `${line}: ${what}`);

test('the hosts are those with a HostName, once each: no patterns, of names at one address the first', () => {
  const text = `
# all of them
Host *
  User ops
Host web1 web1.example.com
  HostName 10.0.0.11
host = "web2" # ours
\thostname=10.0.0.12
Host db1 db2
  HostName %h.example.com
Host web1
  HostName 10.0.0.99
HOST percent
  HostName a%%b.example.com
`;
  expect(hosts(text)).toEqual([
    'web1 10.0.0.11',
    'web2 10.0.0.12',
    'db1 db1.example.com',
    'db2 db2.example.com',
    'percent a%b.example.com',
  ]);
  expect(passedOver(text)).toEqual([]);
  expect(hosts(text.replaceAll('\n', '\r\n'))).toEqual(hosts(text));
});

test('a value stands in the first block that matches, one for patterns too, and not where a ! refuses', () => {
  expect(hosts('HostName 10.0.0.1\nHost a b\n  HostName 10.0.0.2\n')).toEqual(['a 10.0.0.1']);
  expect(hosts('Host w*1 !web1\n  HostName 10.0.0.1\nHost web1 wxx1 w\n  HostName 10.0.0.2\n')).toEqual([
    'web1 10.0.0.2',
    'wxx1 10.0.0.1',
  ]);
  expect(hosts('Host h?st\n  HostName %h.lan\nHost host hoost hst\n')).toEqual(['host host.lan']);
});

test('no command is executed and no file is read, and both are said with their lines', () => {
  const witness = join(temporaryDirectory(), 'executed');
  const text = `Include ${witness}
Match exec "touch ${witness}"
  HostName 10.0.0.66
Match host web1 exec "touch ${witness}" user ops
  User git
Host web1
  HostName 10.0.0.11
  ProxyCommand touch ${witness}
  Include ~/.ssh/*.conf
  LocalCommand touch ${witness}
`;
  expect(hosts(text)).toEqual(['web1 10.0.0.11']);
  expect(passedOver(text)).toEqual([
    expect.stringMatching(/^1: 'Include .*init reads no other files/),
    "2: 'Match exec': init evaluates no conditions and executes no commands",
    "4: 'Match host': init evaluates no conditions and executes no commands",
    expect.stringMatching(/^9: 'Include ~\/\.ssh\/\*\.conf'/),
  ]);
  expect(existsSync(witness)).toBe(false);
});

describe('no host of a cluster is', () => {
  test.each([
    'Host github.com\n  User git\n',
    'Host github.com\n  IdentityFile ~/.ssh/key\n',
    'Host work\n  HostName github.com\n',
    'Host work\n  HostName SSH.GitHub.com.\n  Port 443\n',
    'Host gl\n  HostName altssh.gitlab.com\n',
    'Host gl\n  HostName gitlab.example.com\n',
    'Host bb\n  HostName bitbucket.org\n',
    'Host cb\n  HostName codeberg.org\n',
    'Host sr\n  HostName git.sr.ht\n',
    'Host cc\n  HostName git-codecommit.us-east-1.amazonaws.com\n',
    'Host forge\n  HostName 10.0.0.9\n  User git\n',
    'Host *\n  User git\nHost forge\n  HostName 10.0.0.9\n',
  ])('a git service: %j', (text) => {
    expect(hosts(text)).toEqual([]);
    expect(passedOver(text).join()).toContain('a git service');
  });

  test.each([
    'ProxyJump gate',
    'ProxyJump ops@gate:2222',
    'ProxyJump ssh://ops@gate:2222',
    'ProxyJump other,gate',
    'ProxyJump=gate',
    'ProxyJump 198.51.100.7',
    'ProxyJump "[198.51.100.7]:22"',
    'ProxyCommand ssh -q -W %h:%p gate',
    'ProxyCommand ssh ops@gate nc %h %p',
    'proxycommand "ssh -W [%h]:%p gate"',
  ])('a way to others alone: %s', (line) => {
    for (const head of ['Host web1', 'Host *.lan', 'Host * !gate', 'Match all']) {
      const text = `Host gate\n  HostName 198.51.100.7\nHost web1\n  HostName 10.0.0.11\n${head}\n  ${line}\n`;
      expect(hosts(text)).toEqual(['web1 10.0.0.11']);
      expect(passedOver(text)).toContainEqual("1: 'gate': a jump host (line 6)");
    }
  });

  test('an entry without a HostName, which is said', () => {
    expect(passedOver('Host alias\n  User ops\n')).toEqual(["1: 'alias': it has no HostName"]);
  });
});

test('a host that names itself as its way is one all the same', () => {
  expect(hosts('Host web1\n  HostName 10.0.0.11\n  ProxyCommand connect web1 22\n')).toEqual(['web1 10.0.0.11']);
});

test('patterns that are made to take long do not', () => {
  const pattern = `${'*a'.repeat(2000)}b`;
  const start = performance.now();
  expect(hosts(`Host ${pattern}\n  HostName 10.0.0.1\nHost ${'a'.repeat(4000)}\n  HostName 10.0.0.2\n`)).toEqual([
    `${'a'.repeat(63)} 10.0.0.2`,
  ]);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a file of many thousand hosts does not either', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `Host h${index}\n  HostName h${index}.example.com\n`).join(
    '',
  );
  const start = performance.now();
  expect(hosts(`Host *\n  User ops\n${many}`)).toHaveLength(20_000);
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a name of which no host name can be made is passed over', () => {
  expect(passedOver('Host ÄÖ\n  HostName 10.0.0.1\n')).toEqual([
    "1: 'ÄÖ': no character of it is valid in a host’s name",
  ]);
});

test('nothing of it reaches a terminal that would obey it', () => {
  expect(passedOver('Host \u001b]0;x\u0007\n  User a\nMatch \u001b[2J\n').join()).not.toMatch(/\p{Cc}/u);
});
