import { check } from '../../compile.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { UsageError } from '../../edge/errors.ts';
import { writeNewFile } from '../../edge/new-file.ts';
import { exampleHosts, firstManifest } from '../../init/first-manifest.ts';
import { oses } from '../../os/oses.ts';
import type { Command } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import type { Options } from '../options.ts';

const DEFAULT_OS = 'debian-12';

export const initCommand: Command = {
  name: 'init',
  does: 'Write a first manifest, with comments',
  takes: [],
  options: [
    { flags: '--host <name=address>', does: 'A host; given once for each. Without it: three examples' },
    { flags: '--os <id>', does: `Their system (default: ${DEFAULT_OS})` },
    { flags: '--provider <id>', does: 'Where they run (default: generic)' },
    { flags: '--name <name>', does: "The cluster's name (default: mesh)" },
    { flags: '-o, --out <file>', does: 'The file to write (default: meshinit.yaml)' },
    { flags: '--stdout', does: 'Print it instead' },
    { flags: '--force', does: 'Write over a file that is there' },
  ],
  examples: ['init', 'init --host web1=10.0.0.11 --host web2=10.0.0.12 --os ubuntu-24.04 --provider hetzner'],
  async run(options, terminal) {
    const text = firstManifest({
      name: options.name ?? 'mesh',
      os: known(
        '--os',
        options.os ?? DEFAULT_OS,
        oses.map(({ id }) => id),
      ),
      provider: options.provider ?? 'generic',
      hosts: hostsOf(options),
    });
    const fault = check(text).find(({ severity }) => severity === 'error');
    if (fault) throw new UsageError(fault.message, fault.hint ?? '');
    if (options.stdout) {
      terminal.out(text);
    } else {
      const path = options.out ?? options.manifest;
      writeNewFile(path, text, options.force);
      terminal.out(`${path}: look it through, then: meshinit compile${path === 'meshinit.yaml' ? '' : ` ${path}`}\n`);
    }
    return exitStatus.done;
  },
};

function hostsOf({ host }: Options): { name: string; address: string }[] {
  if (!host) return exampleHosts;
  const hosts = host.map((text) => {
    const [, name = '', address = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === '') throw new UsageError(`--host '${text}' is no NAME=ADDRESS`, 'Example: --host web1=10.0.0.11.');
    return { name, address };
  });
  const twice = hosts.find(({ name }, index) => hosts.findIndex((other) => other.name === name) !== index);
  if (twice) throw new UsageError(`--host ${twice.name} is given twice`);
  return hosts;
}

function known(option: string, given: string, legal: readonly string[]): string {
  if (legal.includes(given)) return given;
  throw new UsageError(`${option} '${given}' is none of ${legal.join(', ')}`, didYouMean(given, legal));
}
