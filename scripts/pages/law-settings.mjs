/**
 * What some laws need besides a manifest to be broken: the lock file or the options of the call.
 */
const network = 'network: { subnet: 172.17.0.0/16, layout: shared, slice: /24, bridges: 172.17.0.0/24 }\n';
const head = (cluster) => `meshinit-lock: 1\ncluster: ${cluster}\n${network}hosts:\n`;
const host = (number) => `  host${number}: { number: 2, slice: 172.17.2.0/24, bridge: 172.17.0.2 }\n`;
const first = '  host1: { number: 1, slice: 172.17.1.0/24, bridge: 172.17.0.1 }\n';

export const lawSettings = {
  MI0506: { how: 'with the library’s option `mostLinks: 2`', options: { mostLinks: 2 } },
  MI0507: {
    how: 'with a lock file whose highest number is 20,000',
    options: { lock: `${head('mesh')}${first}${host(2).replace('number: 2', 'number: 20000')}` },
  },
  MI0510: {
    how: 'with a lock file that was merged and not resolved',
    options: { lock: `${head('mesh')}${first}<<<<<<< ours\n${host(2)}=======\n${host(3)}>>>>>>> theirs\n` },
  },
  MI0511: { how: 'with the lock file of another cluster', options: { lock: head('staging') + first } },
  MI0512: { how: 'with `--frozen`, and no lock file', options: { frozen: true } },
  MI0516: {
    how: 'with a lock file whose keys another seed gave',
    options: {
      lock: `${head('mesh')}${first}encryption: { range: 10.98.0.0/16, generation: 0 }\nkeys:\n  host1: { id: 1-host1, generation: 0, public: hIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw= }\n`,
      seed: new Uint8Array(32),
    },
  },
  MI0520: {
    how: 'with a lock file that keeps this network for the main one',
    options: {
      lock: `${head('mesh').replace(' }', ', subnet6: "fd98:21:7:1::/64" }')}${first}${host(2)}`,
    },
  },
  MI0530: {
    how: 'with a lock file that has host1, host2 and host3 as managers',
    options: {
      lock: 'meshinit-lock: 1\ncluster: mesh\nnetwork: { layout: none }\nhosts:\n  host1: { number: 1 }\n  host2: { number: 2 }\n  host3: { number: 3 }\noverlay: { seats: host1 host2 host3 }\n',
      seed: new Uint8Array(32),
    },
  },
  MI0552: { how: 'with `CI` set in the environment, and no lock file', options: { ci: true } },
  MI0802: { how: 'with `--format ignition`', options: { format: 'ignition' } },
  MI0902: { how: 'in the file meshinit.yaml itself', options: { manifestName: 'meshinit.yaml' } },
  MI0903: {
    how: 'with a file mtu.yaml that says `network: { mtu: 1400 }`',
    options: { files: { 'mtu.yaml': 'network: { mtu: 1400 }\n' } },
  },
  MI0909: { how: 'with a list in the file that `--values` names', options: { values: '- hunter2\n' } },
  MI0910: { how: 'with `--set nework.mtu=1400`', options: { set: { 'nework.mtu': '1400' } } },
  MI0911: {
    how: 'with a file web.env that says `MODE production`',
    options: { files: { 'web.env': 'MODE production\n' } },
  },
  MI0951: { how: 'with a file for `--values` that says `label: …`', options: { values: 'label: hunter2\n' } },
  MI0851: { how: 'with `--gzip`', options: { gzip: true } },
};

/** The manifest and the options that break a law. */
export function breach(law) {
  const setting = lawSettings[law.code];
  return { manifest: law.wrong, options: setting?.options ?? {}, how: setting?.how ?? '' };
}
