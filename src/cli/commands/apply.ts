import { UsageError } from '../../edge/errors.ts';
import { readRevision } from '../../edge/revision-file.ts';
import { OF_BEFORE } from '../../patch/patch.ts';
import { applyFleet } from '../apply/apply-fleet.ts';
import { type Command, hostsArgument, judgingOptions, seedOption } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { hostsOf, planFleet, readFleet } from '../fleet.ts';
import { asOld } from '../read-manifest.ts';

export const applyCommand: Command = {
  name: 'apply',
  does: 'Bring running hosts to the manifest over ssh, one after the other',
  details: [
    'Asks all hosts what they have, runs the script of meshinit patch on each with --dry-run, and prints what changes and what that interrupts. After one question it patches host after host, in an order that keeps the mesh in one piece if any does. Hosts that lose each other until both are patched have one turn.',
    'Each host is verified before the next: its files, meshinit-check, and every peer that answered before. Only then is its patch confirmed. The first failure ends everything, and the hosts of that turn are rolled back; a host whose connection is lost does that by itself. Run apply again to go on where it stopped.',
    'The old manifest is found by the files that each host has: the last ten commits of the manifest are tried. --from names it instead. If neither knows, what only the first boot reads is not compared.',
    'New hosts, hosts that must be rebuilt and hosts that are gone are named, and not touched. A host that cannot be reached, but that others know, ends the run before it begins; name the other hosts to leave it out. Exit status 1 means that a host failed, or must be rebuilt.',
  ],
  seeAlso: ['docs/patch.md', 'docs/status.md', 'meshinit status', 'meshinit patch'],
  takes: [hostsArgument],
  options: [
    { flags: '--manifest <file>', does: 'The manifest (default: meshinit.yaml)' },
    { flags: '--from <old>', does: 'The manifest that the hosts run, or a revision: HEAD~1:meshinit.yaml' },
    { flags: '--dry-run', does: 'Print what would be done, and change nothing' },
    { flags: '--yes', does: 'Do not ask' },
    {
      flags: '--within <seconds>',
      does: 'How long a host waits to be confirmed before it rolls back (default: 120 and more)',
    },
    { flags: '--parallel', does: 'Patch hosts at the same time where no link of theirs changes' },
    { flags: '--json', does: 'Print JSON; needs --yes or --dry-run' },
    seedOption,
    ...judgingOptions,
  ],
  examples: ['apply --dry-run', 'apply', 'apply host1 host2', 'apply --from HEAD~1:meshinit.yaml --yes'],
  async run(options, terminal) {
    if (!options.dryRun && !options.yes && (options.json || !terminal.canAsk)) {
      throw new UsageError(
        options.json ? 'with --json nobody can be asked' : 'nobody is there to be asked',
        'Add --yes to patch the hosts, or --dry-run to see what would be done.',
      );
    }
    const fleet = await readFleet(options, terminal, 'apply --manifest PATH');
    if (!fleet) return exitStatus.manifest;
    const names = hostsOf(fleet, options.words);
    const old =
      options.from === undefined
        ? undefined
        : asOld(readRevision(options.from, terminal.input), fleet.file, options, terminal);
    const from = old && planFleet(old, { ...fleet.options, ...OF_BEFORE }, terminal, 'errors alone');
    if (old && !from) return exitStatus.manifest;
    if (fleet.file.lockPath !== undefined && fleet.lock !== fleet.file.lock) {
      terminal.error("meshinit: the lock file is out of date: run 'meshinit compile' to keep these addresses\n");
    }
    return terminal.interruptible((signal) => applyFleet(fleet, names, from, signal));
  },
};
