import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { builderDocument } from '../../builder/builder-document.ts';
import { parseListen } from '../../check/listen.ts';
import { packageUrlFault } from '../../check/rules/package-url.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { UsageError } from '../../edge/errors.ts';
import type { OsId } from '../../os/ids.ts';
import { oses } from '../../os/oses.ts';
import type { Command } from '../command.ts';
import { exitStatus } from '../exit-status.ts';

const CALL =
  'builder --os ubuntu-14.04 --url https://example.com/openvswitch-2.3.1.tar.gz --sha256 SHA256 >builder.yaml';

export const builderCommand: Command = {
  name: 'builder',
  does: "Print a document for a temporary machine that builds Open vSwitch's .debs",
  details: [
    "Prints a document for one temporary machine. The machine builds the packages from a release of Open vSwitch, verifies the release's SHA-256, and writes the packages, SHA256SUMS and the block for the manifest. With --serve it also serves the packages, so that the hosts can install them at first boot.",
  ],
  seeAlso: ['docs/builder.md'],
  takes: [],
  options: [
    { flags: '--url <url>', does: "The release's tarball, .tar.gz" },
    { flags: '--sha256 <sum>', does: 'Its SHA-256' },
    { flags: '--os <id>', does: 'Operating system of the hosts and of the build machine' },
    { flags: '--serve <address:port>', does: "Serve the packages over HTTP on the machine's private address" },
  ],
  examples: [CALL, `${CALL.replace(' >', ' --serve 10.0.0.5:8000 >')}`],
  async run({ url, sha256, os, serve }, terminal) {
    const fault = url === undefined ? undefined : packageUrlFault(url, '.tar.gz');
    if (url === undefined || fault) {
      throw new UsageError(`--url ${fault?.message ?? 'is missing'}`, fault?.hint || `Example: meshinit ${CALL}`);
    }
    if (!/^[0-9a-f]{64}$/.test(sha256 ?? '')) {
      throw new UsageError(
        `--sha256 ${sha256 === undefined ? 'is missing' : 'is not 64 lower-case hexadecimal digits'}`,
      );
    }
    terminal.out(builderDocument({ url, sha256: sha256 ?? '', os: systemOf(os), serve: serveOf(serve) }));
    return exitStatus.done;
  },
};

function systemOf(id: string | undefined): OsId {
  const able = oses.filter(({ openvswitch }) => openvswitch?.from.includes('debs')).map((os) => os.id);
  const found = able.find((candidate) => candidate === id);
  if (found) return found;
  const what = id === undefined ? 'is missing' : `'${id}' does not install .debs`;
  throw new UsageError(`--os ${what}; legal: ${able.join(', ')}`, didYouMean(id ?? '', able));
}

function serveOf(text: string | undefined): { readonly address: string; readonly port: number } | undefined {
  if (text === undefined) return undefined;
  const listen = parseListen(text);
  if ('fault' in listen) throw new UsageError(`--serve '${text}' ${listen.fault}`, 'Example: 10.0.0.5:8000.');
  const { host, port } = listen;
  // Without TLS only the checksums in the manifest vouch for what arrives.
  if (host.family !== 4 || specialRangeOf(host)?.use !== 'private') {
    throw new UsageError(`--serve '${text}' is not a private IPv4 address`, 'Example: 10.0.0.5:8000.');
  }
  return { address: host.text, port };
}
