import { UsageError } from '../../edge/errors.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import { readRevision } from '../../edge/revision-file.ts';
import { patch } from '../../patch/patch.ts';
import { patchOrder } from '../../patch/patch-order.ts';
import { type Command, judgingOptions, seedOption } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Options } from '../options.ts';
import { asOld, oldValuesOption, readHeadOf, readManifest } from '../read-manifest.ts';
import { type Terminal, widthOf } from '../terminal.ts';
import { withKeys } from '../with-keys.ts';

export const patchCommand: Command = {
  name: 'patch',
  does: 'Print a shell script that updates a running host, or the order for all hosts',
  details: [
    "The script compares the host with the manifest and changes what differs: files, tunnels (in one Open vSwitch transaction), the firewall's peers (in one nftables transaction) and Docker's options. It reloads Docker where that suffices; otherwise it announces a restart first. With --dry-run the script only prints what it would do. A second run changes nothing.",
    'If a peer that answered before the change no longer answers, the script exits with status 3. All changes are rolled back after 120 s (--within SECONDS), unless the peer answers by then or somebody creates /var/lib/meshinit/patch/confirmed.',
    "--all prints the order in which to update the hosts. The order keeps the mesh in one piece after every step, if any order can. Without --from, the old manifest is the one in git's HEAD.",
  ],
  seeAlso: ['docs/patch.md', 'meshinit diff'],
  takes: [{ name: 'host', isRequired: false, isHost: true }],
  options: [
    { flags: '--manifest <file>', does: 'The manifest (default: meshinit.yaml)' },
    { flags: '--from <old>', does: 'The manifest that the hosts run, or a revision: HEAD~1:meshinit.yaml' },
    { flags: '--all', does: 'Print the order in which to update all hosts' },
    { flags: '--json', does: 'With --all: print JSON' },
    oldValuesOption,
    seedOption,
    ...judgingOptions,
  ],
  examples: [
    'patch host1 | ssh host1 sudo sh -s -- --dry-run',
    'patch host1 --from HEAD~1:meshinit.yaml | ssh host1 sudo sh -s',
    'patch --all',
    'patch --all --from HEAD~1:meshinit.yaml',
  ],
  async run(options, terminal) {
    const [host] = options.words;
    if (options.all === (host !== undefined)) {
      throw new UsageError('patch needs a host or --all', 'Example: meshinit patch host1');
    }
    const file = readManifest(options, terminal, 'patch HOST --manifest PATH');
    const old =
      options.from === undefined
        ? undefined
        : asOld(readRevision(options.from, terminal.input), file, options, terminal);
    if (host === undefined) {
      return order(file, old ?? readHeadOf(file, 'patch --all --from OLD', options, terminal), options, terminal);
    }
    const { diagnostics, script, fault } = patch(file, host, old, await withKeys(options, file, terminal));
    if (!isRight(diagnostics, file, old, options, terminal)) return exitStatus.manifest;
    if (fault?.isNoSuchHost) throw new UsageError(fault.message, fault.hint);
    if (fault) {
      terminal.error(`meshinit: ${fault.message}\n${fault.hint}\n`);
      return exitStatus.manifest;
    }
    if (script !== undefined) terminal.out(script);
    return exitStatus.done;
  },
};

async function order(file: ProjectFiles, old: ProjectFiles, options: Options, terminal: Terminal): Promise<ExitStatus> {
  const { diagnostics, steps } = patchOrder(old, file, options);
  if (!isRight(diagnostics, file, old, options, terminal)) return exitStatus.manifest;
  if (options.json) terminal.out(`${JSON.stringify({ steps }, null, 2)}\n`);
  else {
    const { patchTable } = await import('../patch-table.ts');
    terminal.out(patchTable(steps, widthOf(terminal)));
  }
  return exitStatus.done;
}

/** Tells what is wrong; of the old manifest its errors alone, since warnings about what was are no news. */
function isRight(
  { before, after }: ReturnType<typeof patch>['diagnostics'],
  file: ProjectFiles,
  old: ProjectFiles | undefined,
  options: Options,
  terminal: Terminal,
): boolean {
  const isOldGood = before.every(({ severity }) => severity !== 'error');
  if (!isOldGood && old) diagnose(before, old, options, terminal);
  return diagnose(after, file, options, terminal) && isOldGood;
}
