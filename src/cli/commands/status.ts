import type { FleetStatus } from '../../fleet/fleet-status.ts';
import { type Command, hostsArgument, judgingOptions, seedOption } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { hostsOf, readFleet } from '../fleet.ts';
import { lookAtFleet } from '../look-at-fleet.ts';
import type { Options } from '../options.ts';
import { type Terminal, wantsColoredResult, widthOf } from '../terminal.ts';

/** Seconds from the end of one look to the next. */
const PAUSE = 5;
/** The cursor to the top, and nothing below it. */
const CLEAR = '\u001b[H\u001b[J';

export const statusCommand: Command = {
  name: 'status',
  does: 'Check all hosts and their links over ssh',
  details: [
    "Asks all hosts at once, with OpenSSH's client and its configuration, as root or by sudo without a password. It changes nothing. The table shows for each host whether it is reachable and ready, its own part of the mesh, how many of its peers answer packets of the full MTU, the MTU, Docker, running containers, and whether its files are those of the manifest (current), of an earlier commit of it, or others.",
    'What a host says of its peers is compared with what they say of it: a link that works in one direction is called one-way, one that only one end has is called half. Below the table, status lists what fails and where to look. hosts.NAME.ssh in the manifest says how to reach a host; without it, its address.',
    'Exit status 1 means that something fails. A host with an older document does not fail.',
  ],
  seeAlso: ['docs/status.md', 'docs/troubleshooting.md', 'meshinit patch'],
  takes: [hostsArgument],
  options: [
    { flags: '--manifest <file>', does: 'The manifest (default: meshinit.yaml)' },
    { flags: '--watch', does: `Look again ${PAUSE} seconds after each look` },
    { flags: '--json', does: 'Print JSON; with --watch a line for each look' },
    seedOption,
    ...judgingOptions,
  ],
  examples: ['status', 'status host1 host2', 'status --watch', 'status --json | jq .links'],
  async run(options, terminal) {
    const fleet = await readFleet(options, terminal, 'status --manifest PATH');
    if (!fleet) return exitStatus.manifest;
    const names = hostsOf(fleet, options.words);
    return terminal.interruptible(async (signal) => {
      let isOk = true;
      do {
        const status = await lookAtFleet(fleet, names, signal);
        if (signal.aborted) break;
        isOk = status.ok;
        await show(status, options, terminal);
        if (options.watch) await terminal.sleep(PAUSE, signal);
      } while (options.watch && !signal.aborted);
      return isOk ? exitStatus.done : exitStatus.manifest;
    });
  },
};

async function show(status: FleetStatus, { json, watch }: Options, terminal: Terminal): Promise<void> {
  if (json) return terminal.out(`${JSON.stringify(status, null, watch ? 0 : 2)}\n`);
  // Tables are drawn by a library that no other command needs.
  const { statusTable } = await import('../status-table.ts');
  const isScreen = watch && terminal.columns() !== undefined;
  terminal.out(`${isScreen ? CLEAR : ''}${statusTable(status, widthOf(terminal), wantsColoredResult(terminal))}`);
  if (isScreen) terminal.out(`\n${terminal.now().toISOString().slice(11, 19)} UTC; press Ctrl+C to stop\n`);
}
