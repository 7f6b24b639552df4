import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { patch } from '../../src/patch/patch.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { withDirectives } from '../support/directives.ts';
import { execute, said } from '../support/execute.ts';
import { someOf } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
`;
const LOCK = compile(TEXT).lock;
const GROWN = `${TEXT}  host4: { address: 10.0.0.14 }\n`;
const side = (text: string) => ({ text, lock: LOCK });

/** What becomes of host1 where it is not patched. */
const refusal = (after: string, before?: string): string | undefined =>
  patch(side(after), 'host1', before === undefined ? undefined : side(before)).fault?.message;

function scriptOf(after: string, host: string, before?: string): string {
  const { script, fault, diagnostics } = patch(side(after), host, before === undefined ? undefined : side(before));
  if (script === undefined) throw new Error(fault?.message ?? diagnostics.after[0]?.message);
  return script;
}

describe('the script', () => {
  test('has every file of the host, and says what goes that the old manifest alone asked for', () => {
    const tls = `docker: { listen: mesh, tls: { ca: /etc/a, cert: /etc/b, key: /etc/c } }\n`;
    const script = scriptOf(TEXT, 'host1', TEXT + tls);
    expect(script.match(/^put \/etc\/meshinit\/peers 0644 <<'EOF'$/m)).not.toBeNull();
    expect(script).toMatch(/^strays='.* \/etc\/systemd\/system\/docker\.service\.d\/meshinit-api\.conf'$/m);
    expect(scriptOf(TEXT, 'host1')).not.toContain('meshinit-api.conf');
  });

  test('is the same each time', () => {
    expect(scriptOf(GROWN, 'host2', TEXT)).toBe(scriptOf(GROWN, 'host2', TEXT));
  });

  test('is for a host of its former name too', () => {
    const renamed = TEXT.replace('host1: {', 'web1: { was: host1,');
    expect(scriptOf(renamed, 'web1', TEXT)).toContain("grep -Eqx 'HOST=(web1|host1)'");
    expect(scriptOf(TEXT, 'host1')).toContain("grep -Eqx 'HOST=(host1)'");
  });

  test('has the programs where the system has them', () => {
    const flatcar = TEXT.replace('debian-12', 'flatcar');
    expect(scriptOf(flatcar, 'host1')).toMatch(/^setup=\/opt\/bin\/meshinit-setup$/m);
  });

  const cases = [
    ['Open vSwitch', GROWN],
    ['the kernel’s VXLAN', `${GROWN}network: { dataplane: linux }\n`],
    ['firewalld', `${GROWN}firewall: firewalld\nmonitor: true\n`],
    ['Flatcar', GROWN.replace('debian-12', 'flatcar')],
    ['EL 9', GROWN.replace('debian-12', 'rocky-9')],
    ['ifupdown', `${GROWN}network: { stack: ifupdown }\n`],
    ['ifcfg files', GROWN.replace('debian-12', 'centos-7')],
    ['upstart', GROWN.replace('debian-12', 'ubuntu-14.04')],
  ] as const;
  for (const [name, text] of someOf(cases, 2)) {
    testWith('shellcheck')(`pleases shellcheck, with ${name}`, async () => {
      const input = withDirectives(scriptOf(text, 'host1'));
      // Some functions of put.sh are for scripts of other kinds; the files in it are judged by themselves.
      const args = ['-s', 'sh', '-S', 'style', '-e', 'SC2317', '-'];
      expect(said(await execute('shellcheck', args, { input, env: toolEnvironment }))).toBe('');
    });
  }

  for (const shell of ['dash', 'bash', 'busybox']) {
    testWith(shell)(`can be read by ${shell}`, async () => {
      const words = shell === 'busybox' ? ['ash', '-n'] : ['-n'];
      expect(said(await execute(shell, words, { input: scriptOf(GROWN, 'host1'), env: toolEnvironment }))).toBe('');
    });
  }
});

describe('no script is there', () => {
  test('for a host that has to be built anew, and why', () => {
    expect(refusal(TEXT.replace('debian-12', 'debian-13'), TEXT)).toBe(
      'host1 needs a rebuild: operating system changes from debian-12 to debian-13',
    );
    expect(refusal(TEXT.replace('debian-12,', 'debian-12, cloud_config: { packages: [htop] },'), TEXT)).toMatch(
      /^host1 needs a rebuild: cloud_config, which only the first boot reads/,
    );
    expect(refusal(`${TEXT}network: { stack: ifupdown }\n`, TEXT)).toBe(
      'host1 needs a rebuild: network stack changes from systemd to ifupdown',
    );
  });

  test('for a host that is new, or that there is not', () => {
    expect(patch(side(GROWN), 'host4', side(TEXT)).fault).toMatchObject({ isNoSuchHost: true });
    expect(patch(side(TEXT), 'hots1').fault).toEqual({
      message: "the manifest has no host 'hots1'",
      hint: "Did you mean 'host1'?",
      isNoSuchHost: true,
    });
  });

  test('where a manifest is wrong', () => {
    const wrong = TEXT.replace('10.0.0.12', '10.0.0.11');
    expect(patch(side(wrong), 'host1')).toMatchObject({ diagnostics: { after: [{ code: expect.any(String) }] } });
    expect(patch(side(TEXT), 'host1', side(wrong)).script).toBeUndefined();
  });
});

describe('the order', () => {
  const order = (before: string, after: string): string[] =>
    patchOrder(side(before), side(after)).steps.map(({ host, verdict, pieces }) => `${host} ${verdict} ${pieces}`);

  test('boots what is new first, and leaves what goes for the end', () => {
    expect(order(TEXT, GROWN)).toEqual(['host4 new 1', 'host1 patch 1', 'host2 patch 1', 'host3 patch 1']);
    expect(order(GROWN, TEXT)).toEqual(['host1 patch 1', 'host2 patch 1', 'host3 patch 1', 'host4 gone 1']);
  });

  test('leaves out who needs nothing', () => {
    expect(order(TEXT, TEXT)).toEqual([]);
    expect(order(TEXT, TEXT.replace('host3: {', 'host3: { mtu: 1500,'))).toEqual([]);
  });

  test('says in how many pieces the mesh is where no order keeps it whole', () => {
    expect(order(TEXT, `${TEXT}network: { tunnel: geneve }\n`)).toEqual([
      'host1 patch 2',
      'host2 patch 2',
      'host3 patch 1',
    ]);
  });

  test('takes hosts out of their order where that keeps the mesh whole', () => {
    // A chain a-b-c-d becomes a star of c: b is to come before a, or a would hang on nobody.
    const links = (list: string): string =>
      `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nnetwork: { topology: { links: ${list} } }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n  c: { address: 10.0.0.3 }\n  d: { address: 10.0.0.4 }\n`;
    const steps = patchOrder(
      { text: links('[[a, b], [b, c], [c, d]]'), lock: undefined },
      { text: links('[[a, b], [a, c], [c, d]]'), lock: undefined },
    ).steps;
    expect(steps.map(({ host }) => host)).toEqual(['a', 'c', 'b']);
    expect(steps.map(({ pieces }) => pieces)).toEqual([1, 1, 1]);
  });

  test('follows a host that is renamed', () => {
    const renamed = TEXT.replace('host2: {', 'web2: { was: host2,');
    expect(order(TEXT, renamed)).toEqual(['host1 patch 1', 'web2 patch 1', 'host3 patch 1']);
  });
});
