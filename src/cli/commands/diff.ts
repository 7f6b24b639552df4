import { diff } from '../../diff/diff.ts';
import { documentChange } from '../../diff/document-diff.ts';
import type { HostChange } from '../../diff/host-change.ts';
import { isDirectory, readDocuments } from '../../edge/document-directory.ts';
import { UsageError } from '../../edge/errors.ts';
import { gatherFiles, type ProjectFiles } from '../../edge/project-files.ts';
import { isRevision, readRevision, workTreePath } from '../../edge/revision-file.ts';
import { Values } from '../../project/read-values.ts';
import { Taint } from '../../secrets/taint.ts';
import { type Command, diagnosticsOption, givenOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { readGiven, valuesOf } from '../given-values.ts';
import type { Options } from '../options.ts';
import { asOld, oldValuesOption, readHeadOf, readManifest } from '../read-manifest.ts';
import { type Terminal, widthOf } from '../terminal.ts';

export const diffCommand: Command = {
  name: 'diff',
  does: 'Show what a changed manifest requires of each host: nothing, a patch or a rebuild',
  details: [
    "OLD and NEW are manifests with the lock files beside them, git revisions such as HEAD~1:meshinit.yaml, or directories of documents that compile wrote. A single manifest is compared with git's HEAD, a single revision with the work tree. Without arguments, the default manifest is compared with HEAD. For each host the table shows whether it needs nothing, a patch while it runs, or a rebuild; the reason; and which traffic is interrupted for how long.",
  ],
  seeAlso: ['docs/patch.md', 'meshinit patch'],
  takes: [
    { name: 'old', isRequired: false },
    { name: 'new', isRequired: false },
  ],
  options: [
    { flags: '--manifest <file>', does: "The manifest to compare with git's HEAD (default: meshinit.yaml)" },
    { flags: '--text', does: "Print unified diffs of the hosts' files" },
    { flags: '--json', does: 'Print the differences as JSON' },
    { flags: '--exit-code', does: 'Exit with status 1 if anything differs' },
    ...givenOptions,
    oldValuesOption,
    diagnosticsOption,
  ],
  examples: [
    'diff',
    'diff HEAD~1:meshinit.yaml meshinit.yaml',
    'diff old.yaml new.yaml --text',
    'diff userdata.old userdata',
    'diff old.yaml new.yaml --json',
  ],
  async run(options, terminal) {
    const [old, young] = options.words;
    if (old !== undefined && isDirectory(old) !== (young !== undefined && isDirectory(young))) {
      throw new UsageError(
        'a directory of documents can only be compared with another directory',
        'Give two directories, or two manifests.',
      );
    }
    const hosts =
      old !== undefined && young !== undefined && isDirectory(old)
        ? ofDocuments(old, young, secretsOf(options, terminal))
        : ofManifests(sidesOf(options, terminal), options, terminal);
    if (!hosts) return exitStatus.manifest;
    if (options.json) terminal.out(`${JSON.stringify({ hosts: hosts.map(reported) }, null, 2)}\n`);
    else if (options.text) terminal.out(await unified(hosts));
    else {
      const { diffTable } = await import('../diff-table.ts');
      terminal.out(diffTable(hosts, widthOf(terminal)));
    }
    const differs = hosts.some(({ verdict }) => verdict !== 'unchanged');
    return options.exitCode && differs ? exitStatus.manifest : exitStatus.done;
  },
};

const CALL = 'diff OLD NEW';

/** The two manifests: what is left out is git's. */
function sidesOf(options: Options, terminal: Terminal): readonly [ProjectFiles, ProjectFiles] {
  const [old, young] = options.words;
  if (old === undefined) {
    const file = readManifest(options, terminal, 'diff --manifest PATH');
    return [readHeadOf(file, CALL, options, terminal), file];
  }
  if (options.isManifestNamed)
    throw new UsageError('--manifest and OLD cannot be combined', `Example: meshinit ${CALL}`);
  const first = readRevision(old, terminal.input);
  const given = readGiven(options, terminal);
  const path = young ?? (isRevision(old) ? workTreePath(old) : undefined);
  if (path === undefined) {
    const file = gatherFiles(first, given);
    return [readHeadOf(file, CALL, options, terminal), file];
  }
  const file = gatherFiles(readRevision(path, terminal.input), given);
  return [asOld(first, file, options, terminal), file];
}

/** Undefined where one of them is wrong, which is told. */
function ofManifests(
  [before, after]: readonly [ProjectFiles, ProjectFiles],
  options: Options,
  terminal: Terminal,
): readonly HostChange[] | undefined {
  const { diagnostics, hosts } = diff(before, after);
  // Warnings about what was are no news.
  const isOldGood = diagnostics.before.every(({ severity }) => severity !== 'error');
  if (!isOldGood) diagnose(diagnostics.before, before, options, terminal);
  return diagnose(diagnostics.after, after, options, terminal) && isOldGood ? hosts : undefined;
}

/** The values of both sides, as secrets. */
function secretsOf(options: Options, terminal: Terminal): Taint {
  const given = [readGiven(options, terminal), valuesOf(options.oldValues, terminal.input)];
  return new Taint(given.flatMap(({ values }) => new Values(values).taint.values));
}

function ofDocuments(old: string, young: string, taint: Taint): HostChange[] {
  const [before, after] = [readDocuments(old), readDocuments(young)];
  const names = [...after.keys(), ...[...before.keys()].filter((name) => !after.has(name))];
  return names.map((name) => documentChange(name, [before.get(name), after.get(name)], taint));
}

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
