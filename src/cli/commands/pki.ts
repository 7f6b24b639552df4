import { ipv4Text } from '../../addresses/address.ts';
import { isNamed } from '../../addresses/host-address.ts';
import { planCluster } from '../../compile.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { underlaysOf } from '../../manifest/underlays.ts';
import { membershipIn } from '../../mesh/membership-in.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, manifestArgument, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import type { Server } from '../pki/keep-certificates.ts';
import { readManifest } from '../read-manifest.ts';

const DEFAULT_DIRECTORY = 'pki';

export const pkiCommand: Command = {
  name: 'pki',
  does: "Create a certificate authority and host certificates for Docker's API with TLS",
  details: [
    'Creates a directory with a certificate authority, one certificate per host, one for clients, and tls.yaml, the block for the manifest. A later run creates only what is missing or expires soon. Keep ca/key.pem safe: it is never part of a document.',
  ],
  seeAlso: ['docs/tls.md'],
  takes: [manifestArgument],
  options: [
    { flags: '-o, --out <dir>', does: `Directory for keys and certificates (default: ${DEFAULT_DIRECTORY})` },
    { flags: '--days <number>', does: 'Validity of certificates; ten times as long for the authority (default: 365)' },
    ...manifestOptions.filter(({ flags }) => /^--(strict|diagnostics|values|set)/.test(flags)),
  ],
  examples: ['pki', 'pki cluster.yaml -o ../keys --days 90'],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'pki PATH');
    const { diagnostics, manifest, plan } = planCluster(file.text, {
      ...projectInputsOf(file),
      lock: file.lock,
      isTrial: true,
    });
    if (!diagnose(diagnostics, file, options, terminal) || !manifest || !plan) return exitStatus.manifest;
    // X.509 is for this command alone.
    const { keepCertificates } = await import('../pki/keep-certificates.ts');
    const directory = options.out ?? DEFAULT_DIRECTORY;
    const servers = serversOf(manifest, plan.cluster);
    terminal.out(await keepCertificates(directory, { cluster: manifest.name, servers }, options.days, terminal));
    return exitStatus.done;
  },
};

/** Each host by every name and address that it is reached at: of all sites, on the mesh, and by itself. */
function serversOf({ hosts }: Manifest, { networks }: Cluster): Server[] {
  return hosts.map((host) => {
    const underlays = underlaysOf(host).map(({ address }) => address);
    const names = underlays.filter(isNamed).map(({ text }) => text);
    const addresses = underlays.filter((address) => !isNamed(address)).map(({ text }) => text);
    const bridges = networks.flatMap((mesh) => membershipIn(mesh, host.name)?.bridge ?? []).map(ipv4Text);
    return {
      name: host.name,
      names: [...new Set([host.name, ...names])],
      addresses: [...new Set([...bridges, ...addresses, '127.0.0.1'])],
    };
  });
}
