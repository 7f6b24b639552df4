import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/index.ts';
import { filesOf } from '../../support/hosts.ts';

const SEED = new Uint8Array(32).fill(9);

/** Files of a host by their paths, of a cluster of four with etcd on three. */
function hostOf(name: string, { os = 'debian-12', network = 'network: none\n', rest = '' } = {}) {
  const hosts = [1, 2, 3, 4].map((number) => `  host${number}: { address: 10.0.0.1${number} }\n`).join('');
  const overlay =
    'overlay: { engine: store, stores: [host1, host2, host3], networks: { web: { subnet: 10.202.0.0/24 }, db: } }\n';
  const text = `meshinit: 1\nname: shop\ndefaults: { os: ${os} }\nhosts:\n${hosts}${network}${overlay}${rest}`;
  const { documents, diagnostics } = compile(text, { seed: SEED });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const document = documents.find(({ host }) => host === name);
  if (!document) throw new Error(`${name} has no document`);
  const files = new Map(filesOf(document).map(({ path, content, mode }) => [path, { content, mode }]));
  return { document, files, text: (path: string): string => files.get(path)?.content ?? '' };
}

describe('a host of an overlay with a key-value store', () => {
  it('has seed 003’s three options for Docker, with TLS', () => {
    const { cluster, ...options } = optionsIn(hostOf('host4').text('/etc/docker/daemon.json'));
    expect(cluster).toEqual({
      'cluster-store': 'etcd://10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379',
      'cluster-advertise': '10.0.0.14:2376',
      'cluster-store-opts': {
        'kv.cacertfile': '/etc/docker/store/ca.pem',
        'kv.certfile': '/etc/docker/store/cert.pem',
        'kv.keyfile': '/etc/docker/store/key.pem',
      },
    });
    expect(options).toEqual({ others: ['bip'] });
  });

  it('has them as flags on CentOS 7', () => {
    const said = hostOf('host4', {
      os: 'centos-7',
      network: 'network: { tunnel: { kind: vxlan, port: 4788 } }\n',
    }).text('/etc/sysconfig/docker-network');
    expect(said).toContain('--cluster-store=etcd://10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379 ');
    expect(said).toContain('--cluster-advertise=10.0.0.14:2376 ');
    expect(said).toContain('--cluster-store-opt=kv.keyfile=/etc/docker/store/key.pem ');
  });

  it('has a certificate of its own, whose key is its owner’s alone, and so is the document', () => {
    const { document, files, text } = hostOf('host2');
    const [ca, cert] = ['ca', 'cert'].map((name) => new X509Certificate(text(`/etc/docker/store/${name}.pem`)));
    if (!ca || !cert) throw new Error('two certificates');
    expect(cert.verify(ca.publicKey)).toBe(true);
    expect([cert.checkHost('host2'), cert.checkIP('10.0.0.12'), cert.checkIP('127.0.0.1')]).toEqual([
      'host2',
      '10.0.0.12',
      '127.0.0.1',
    ]);
    expect(cert.checkIP('10.0.0.11')).toBeUndefined();
    expect(files.get('/etc/docker/store/key.pem')?.mode).toBe(0o600);
    expect(document.secret).toBe(true);
    // Nothing else of the document has it.
    const [, secret = ''] = text('/etc/docker/store/key.pem').split('\n');
    expect([...files].filter(([, { content }]) => content.includes(secret)).map(([path]) => path)).toEqual([
      '/etc/docker/store/key.pem',
    ]);
  });

  it('runs etcd where the manifest names it, and there alone', () => {
    const [store, other] = [hostOf('host3'), hostOf('host4')];
    expect(store.text('/etc/meshinit/etcd.conf')).toContain('ETCD_LISTEN_CLIENT_URLS=https://10.0.0.13:2379\n');
    expect(store.text('/etc/meshinit/etcd.conf')).toContain('ETCD_PEER_CLIENT_CERT_AUTH=true\n');
    expect(other.files.has('/etc/meshinit/etcd.conf')).toBe(false);
    expect(other.files.has('/etc/systemd/system/meshinit-etcd.service')).toBe(false);
    const [ofStore, ofOther] = [store, other].map(({ text }) => text('/usr/local/sbin/meshinit-setup'));
    expect(ofStore).toContain("step 'install etcd' install_packages etcd-server etcd-client openssl\n");
    expect(ofOther).toContain("step 'install etcd' install_packages etcd-client openssl\n");
    expect(ofOther).not.toContain('start_store');
    for (const { text } of [store, other]) {
      expect(text('/etc/meshinit/stores')).toBe('host1 10.0.0.11\nhost2 10.0.0.12\nhost3 10.0.0.13\n');
      expect(text('/etc/meshinit/overlay-networks')).toBe('web 10.202.0.0/24 1500\ndb - 1500\n');
    }
  });

  // Flags of etcd at its tags v2.2.5, v3.2.17, v3.3.11 and v3.3.25, etcdmain/config.go: a variable's name is a flag's (pkg/flags).
  it.each([
    ['ubuntu-16.04', 'etcd openssl', 'network: none\n'],
    ['ubuntu-18.04', 'etcd-server etcd-client openssl', 'network: none\n'],
    ['centos-7', 'etcd openssl', 'network: { tunnel: { kind: vxlan, port: 4788 } }\n'],
    ['debian-11', 'etcd-server etcd-client openssl', 'network: none\n'],
  ])('sets what etcd of %s knows, with its package’s names', (os, packages, network) => {
    const { text } = hostOf('host1', { os, network });
    expect(text('/etc/meshinit/etcd.conf')).toBe(`ETCD_NAME=host1
ETCD_DATA_DIR=/var/lib/etcd/meshinit
ETCD_INITIAL_CLUSTER_TOKEN=shop
ETCD_INITIAL_ADVERTISE_PEER_URLS=https://10.0.0.11:2380
ETCD_LISTEN_PEER_URLS=https://10.0.0.11:2380
ETCD_ADVERTISE_CLIENT_URLS=https://10.0.0.11:2379
ETCD_LISTEN_CLIENT_URLS=https://10.0.0.11:2379
ETCD_CERT_FILE=/etc/docker/store/cert.pem
ETCD_KEY_FILE=/var/lib/etcd/meshinit.key
ETCD_TRUSTED_CA_FILE=/etc/docker/store/ca.pem
ETCD_CLIENT_CERT_AUTH=true
ETCD_PEER_CERT_FILE=/etc/docker/store/cert.pem
ETCD_PEER_KEY_FILE=/var/lib/etcd/meshinit.key
ETCD_PEER_TRUSTED_CA_FILE=/etc/docker/store/ca.pem
ETCD_PEER_CLIENT_CERT_AUTH=true
`);
    const setup = text('/usr/local/sbin/meshinit-setup');
    expect(setup).toContain(`step 'install etcd' install_packages ${packages}\n`);
    // The unit of all four packages: Debian's, Ubuntu's and CentOS'.
    expect(setup).toContain('systemctl mask etcd.service');
    expect(text('/etc/systemd/system/meshinit-etcd.service')).toContain(
      'ExecStart=/usr/local/sbin/meshinit-store --run\nExecStop=/usr/local/sbin/meshinit-store --leave\n',
    );
  });

  // etcd v2.2.5, etcdctl/main.go and etcdctl/command: later ones for the API's second version have all of these.
  it('says nothing to etcdctl that its oldest version, of Ubuntu 16.04, does not know', () => {
    const script = hostOf('host1', { os: 'ubuntu-16.04' }).text('/usr/local/sbin/meshinit-store');
    const said = [...script.matchAll(/\bctl ((?:member )?[a-z]+)((?: --[a-z-]+)*)/g)].map(
      ([, verb, words]) => `${verb}${words}`,
    );
    expect([...new Set(said)].toSorted()).toEqual([
      'get',
      'ls',
      'ls --recursive',
      'member add',
      'member list',
      'member remove',
      'mk --ttl',
      'rm',
    ]);
    const [call = ''] = /etcdctl --no-sync[\s\S]*?"\$@"/.exec(script) ?? [];
    expect(call.match(/ --?[a-zA-Z-]+/g)).toEqual([
      ' --no-sync',
      ' --timeout',
      ' --total-timeout',
      ' -C',
      ' --ca-file',
      ' --cert-file',
      ' --key-file',
    ]);
  });

  it('asks etcd for the API that Docker speaks where that has to be asked for', () => {
    const asks = (os: string, network = 'network: none\n') =>
      hostOf('host1', { os, network }).text('/etc/meshinit/etcd.conf').includes('ETCD_ENABLE_V2=true');
    expect(['debian-12', 'debian-11', 'ubuntu-18.04', 'ubuntu-16.04'].map((os) => asks(os))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('opens etcd’s ports on stores alone, gossip and VXLAN everywhere, to peers', () => {
    const rules = (name: string): string[] =>
      [
        ...hostOf(name)
          .text('/etc/meshinit/firewall.nft')
          .matchAll(/^ +((?:tcp|udp) dport \d+) ip saddr @peers accept$/gm),
      ].map(([, rule = '']) => rule);
    const everywhere = ['tcp dport 7946', 'udp dport 7946', 'udp dport 4789'];
    expect(rules('host1')).toEqual(['tcp dport 2379', 'tcp dport 2380', ...everywhere]);
    expect(rules('host4')).toEqual(everywhere);
  });

  it('runs between WireGuard addresses where the cluster is encrypted', () => {
    const { text } = hostOf('host1', { rest: 'encryption: wireguard\n' });
    expect(text('/etc/meshinit/stores')).toBe('host1 10.98.0.1\nhost2 10.98.0.2\nhost3 10.98.0.3\n');
    expect(text('/etc/docker/daemon.json')).toContain('"cluster-advertise": "10.98.0.1:2376"');
    expect(text('/etc/meshinit/overlay-networks')).toBe('web 10.202.0.0/24 1440\ndb - 1440\n');
    expect(new X509Certificate(text('/etc/docker/store/cert.pem')).checkIP('10.98.0.1')).toBe('10.98.0.1');
  });

  it.each(['engine: store, stores', 'engine: swarm, managers'])(
    'checks with variables that the host has: %s',
    (engine) => {
      const text = `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: none\nencryption: wireguard\noverlay: { ${engine}: [h1] }\nhosts: { h1: { address: 10.0.0.1 }, h2: { address: 10.0.0.2 } }\n`;
      const [document] = compile(text, { seed: SEED }).documents;
      if (!document) throw new Error('no document');
      const content = (path: string): string => filesOf(document).find((file) => file.path === path)?.content ?? '';
      const check = content('/usr/local/sbin/meshinit-check');
      const common = content('/usr/local/lib/meshinit/common.sh');
      const used = [...check.matchAll(/\$(?:\{|\(\()?([A-Z][A-Z_]+)/g)].map(([, name = '']) => name);
      const known = [...`${content('/etc/meshinit/host.conf')}\n${common}\n${check}`.matchAll(/^\s*([A-Z][A-Z_]+)=/gm)];
      const isKnown = new Set(known.map(([, name = '']) => name));
      expect(used).toContain('WG_MTU');
      expect(used.filter((name) => !isKnown.has(name))).toEqual([]);
    },
  );

  it('has Docker wait for the store', () => {
    expect(hostOf('host4').text('/etc/systemd/system/docker.service.d/meshinit-store.conf')).toContain(
      'ExecStartPre=/usr/local/sbin/meshinit-store --wait\n',
    );
  });
});

/** Options of the store's, and the names of all others. */
function optionsIn(text: string): { readonly cluster: unknown; readonly others: readonly string[] } {
  const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
  const isOfStore = ([key]: [string, unknown]): boolean => key.startsWith('cluster-');
  return {
    cluster: Object.fromEntries(entries.filter(isOfStore)),
    others: entries.filter((entry) => !isOfStore(entry)).map(([key]) => key),
  };
}
