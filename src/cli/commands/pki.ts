import { plan } from '../../plan-report.ts';
import { type Command, manifestArgument, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { readManifest } from '../read-manifest.ts';

const DEFAULT_DIRECTORY = 'pki';

export const pkiCommand: Command = {
  name: 'pki',
  does: "Make an authority and each host's certificate for Docker's API with TLS",
  details: [
    'Makes a directory with an authority, a certificate for each host and one for clients, and tls.yaml: what to put into the manifest. Run again it makes what is missing, and what runs out soon. The directory is never part of a document: keep its ca/key.pem safe.',
  ],
  seeAlso: ['docs/tls.md'],
  takes: [manifestArgument],
  options: [
    { flags: '-o, --out <dir>', does: `Directory for keys and certificates (default: ${DEFAULT_DIRECTORY})` },
    { flags: '--days <number>', does: 'How long certificates hold; the authority ten times as long (default: 365)' },
    ...manifestOptions.filter(({ flags }) => /^--(strict|diagnostics)/.test(flags)),
  ],
  examples: ['pki', 'pki cluster.yaml -o ../keys --days 90'],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'pki PATH');
    const { diagnostics, report } = plan(file.text, { lock: file.lock });
    if (!diagnose(diagnostics, file, options, terminal) || !report) return exitStatus.manifest;
    // X.509 is for this command alone.
    const { keepCertificates } = await import('../pki/keep-certificates.ts');
    const directory = options.out ?? DEFAULT_DIRECTORY;
    terminal.out(await keepCertificates(directory, report, options.days, terminal));
    return exitStatus.done;
  },
};
