import { fileOf } from '../../diagnostics/format.ts';
import { UsageError } from '../../edge/errors.ts';
import { sourcesOf } from '../../edge/project-files.ts';
import { readRevision } from '../../edge/revision-file.ts';
import { explain } from '../../explain/explain.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, judgingOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { readManifest } from '../read-manifest.ts';
import { sinceHead } from '../since-head.ts';

export const explainCommand: Command = {
  name: 'explain',
  does: "Print the manifest lines that a line of a host's file comes from",
  details: [
    "PATH is a file on the host, or the host's document as compile named it; LINE counts from 1. Standard output gets the positions in the manifest that the line comes from, one FILE:LINE:COLUMN per line. Standard error gets the reasons, the defaults that apply, and the pages that document the facts behind them. Without PATH, explain lists the host's files with their positions. Differences from git's HEAD are reported on standard error. The manifest may be a revision, such as HEAD:meshinit.yaml.",
  ],
  seeAlso: ['docs/facts.md', 'docs/os.md'],
  takes: [
    { name: 'host', isRequired: true, isHost: true },
    { name: 'path[:line]', isRequired: false },
  ],
  options: [
    { flags: '--manifest <file>', does: 'The manifest, or a revision of it (default: meshinit.yaml)' },
    ...judgingOptions,
  ],
  examples: [
    'explain host1',
    'explain host1 /etc/meshinit/peers:2',
    'explain host1 userdata/host1.yaml:40 --manifest cluster.yaml',
  ],
  async run(options, terminal) {
    const [host = '', target] = options.words;
    const file = readManifest(options, terminal, 'explain HOST --manifest PATH', readRevision);
    const { path, line } = questionOf(target);
    const { diagnostics, origins, fault } = explain(
      file.text,
      { host, path, line },
      { ...options, ...projectInputsOf(file), lock: file.lock },
    );
    if (!diagnose(diagnostics, file, options, terminal)) return exitStatus.manifest;
    const news = sinceHead(file, host, path, options, terminal);
    const sources = sourcesOf(file);
    if (fault) throw new UsageError(fault.message, [fault.hint, ...news].filter((hint) => hint !== '').join('\n'));
    for (const origin of origins) {
      const places = origin.places.map((place) => `${fileOf(place, sources).file}:${place.line}:${place.column}`);
      // Of all files, each with its places on one line; of one, a place a line.
      if (path === undefined) terminal.out(`${origin.file} ${places.join(' ')}\n`);
      else terminal.out(places.map((place) => `${place}\n`).join(''));
      for (const why of origin.why) terminal.error(`${why}\n`);
      if (path !== undefined && origin.facts.length > 0) terminal.error(`facts: ${origin.facts.join(', ')}\n`);
    }
    for (const change of news) terminal.error(`${change}\n`);
    return exitStatus.done;
  },
};

function questionOf(target: string | undefined): { path: string | undefined; line: number | undefined } {
  const [, path = target, digits] = /^(.*):([^:/]*)$/.exec(target ?? '') ?? [];
  if (digits === undefined) return { path, line: undefined };
  if (!/^[1-9]\d{0,6}$/.test(digits)) {
    throw new UsageError(`'${target}': '${digits}' is not a line number`, 'Lines count from 1: /etc/meshinit/peers:2.');
  }
  return { path, line: Number(digits) };
}
