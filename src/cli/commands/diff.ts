import { diff } from '../../diff/diff.ts';
import type { HostChange } from '../../diff/host-change.ts';
import { readRevision } from '../../edge/revision-file.ts';
import { type Command, diagnosticsOption } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';

export const diffCommand: Command = {
  name: 'diff',
  does: 'Say what a changed manifest asks of each host: nothing, a patch, or a rebuild',
  takes: [
    { name: 'old', isRequired: true },
    { name: 'new', isRequired: true },
  ],
  options: [
    { flags: '--text', does: "The hosts' files as unified diffs" },
    { flags: '--json', does: 'Print the differences as JSON' },
    { flags: '--exit-code', does: 'End with 1 where something differs' },
    diagnosticsOption,
  ],
  examples: [
    'diff HEAD~1:meshinit.yaml meshinit.yaml',
    'diff old.yaml new.yaml --text',
    'diff old.yaml new.yaml --json',
  ],
  async run(options, terminal) {
    const [before, after] = options.words.slice(0, 2).map(readRevision);
    if (!before || !after) return exitStatus.usage;
    const { diagnostics, hosts } = diff(before, after);
    // Warnings about what was are no news.
    const isOldGood = diagnostics.before.every(({ severity }) => severity !== 'error');
    if (!isOldGood) diagnose(diagnostics.before, before, options, terminal);
    if (!diagnose(diagnostics.after, after, options, terminal) || !isOldGood) return exitStatus.manifest;
    if (options.json) terminal.out(`${JSON.stringify({ hosts: hosts.map(reported) }, null, 2)}\n`);
    else if (options.text) terminal.out(await unified(hosts));
    else {
      const { diffTable } = await import('../diff-table.ts');
      terminal.out(diffTable(hosts));
    }
    const differs = hosts.some(({ verdict }) => verdict !== 'unchanged');
    return options.exitCode && differs ? exitStatus.manifest : exitStatus.done;
  },
};

const reported = ({ host, verdict, why, files, links }: HostChange): object => ({
  host,
  verdict,
  why,
  files: files.map(({ path, change }) => ({ path, change })),
  links,
});

async function unified(hosts: readonly HostChange[]): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return hosts
    .flatMap(({ host, files }) =>
      files.map(({ path, change, before, after }) =>
        createTwoFilesPatch(
          change === 'added' ? '/dev/null' : `${host}${path}`,
          change === 'removed' ? '/dev/null' : `${host}${path}`,
          before,
          after,
        ).replace(/^=+\n/, ''),
      ),
    )
    .join('');
}
