import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sources } from './runners.ts';

const RIGHT = { os: 'debian-12', url: 'https://example.com/openvswitch-3.1.0.tar.gz', sha256: 'a'.repeat(64) };
const args = (options: Readonly<Record<string, string>>): string[] => [
  'builder',
  ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
];

describe.each(sources)('builder by $name', ({ run }) => {
  test('prints one document, the same each time, with what was asked for', async () => {
    const asked = args({ ...RIGHT, serve: '10.0.0.5:8000' });
    const { status, stdout, stderr } = await run(asked);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.startsWith('#cloud-config\n')).toBe(true);
    const { write_files, runcmd } = parse(stdout);
    expect(write_files[0].content).toBe(
      `SYSTEM=debian-12\nURL=${RIGHT.url}\nSHA256=${RIGHT.sha256}\nSERVE_ADDRESS=10.0.0.5\nSERVE_PORT=8000\nBASE=http://10.0.0.5:8000\n`,
    );
    expect(runcmd).toEqual(['/usr/local/sbin/meshinit-build']);
    expect((await run(asked)).stdout).toBe(stdout);
  });

  test.each([
    [{ url: 'http://example.com/a.tar.gz' }, '--url begins with http://; expected https://'],
    [{ url: 'https://example.com/a.zip' }, '--url does not end in a file name with .tar.gz'],
    [{ url: 'https://example.com/$(id).tar.gz' }, '--url contains the character $'],
    [{ sha256: 'A'.repeat(64) }, '--sha256 is not 64 lower-case hexadecimal digits'],
    [{ os: 'centos-7' }, "--os 'centos-7' does not install .debs; legal: ubuntu-14.04"],
    [{ serve: '198.51.100.1:80' }, "--serve '198.51.100.1:80' is not a private IPv4 address"],
    [{ serve: '10.0.0.5' }, "--serve '10.0.0.5' has no port"],
  ])('refuses %o', async (wrong, message) => {
    const { status, stdout, stderr } = await run(args({ ...RIGHT, ...(wrong as Record<string, string>) }));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('names what is missing', async () => {
    expect((await run(['builder'])).stderr).toContain('--url is missing');
    expect((await run(args({ url: RIGHT.url }))).stderr).toContain('--sha256 is missing');
    expect((await run(args({ url: RIGHT.url, sha256: RIGHT.sha256 }))).stderr).toContain('--os is missing; legal:');
  });
});
