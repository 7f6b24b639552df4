/** A line of an ssh_config(5). */
export interface SshLine {
  /** Counts from 1. */
  readonly line: number;
  /** In lower case: keywords are of any case. */
  readonly keyword: string;
  readonly words: readonly string[];
}

/** What a Host or Match line holds for those that it matches. */
export interface SshBlock {
  /** Undefined for what stands above the first of them, and holds for all. */
  readonly head: SshLine | undefined;
  readonly lines: readonly SshLine[];
}

/** An ssh_config(5) as it is written: nothing is computed, executed or included. */
export function sshConfigBlocks(text: string): readonly SshBlock[] {
  const blocks: { head: SshLine | undefined; lines: SshLine[] }[] = [{ head: undefined, lines: [] }];
  for (const [index, written] of text.split('\n').entries()) {
    const line = readLine(written.trim(), index + 1);
    if (!line) continue;
    if (line.keyword === 'host' || line.keyword === 'match') blocks.push({ head: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

/** `HostName=10.0.0.1`, `Host "web 1" web2 # ours`: undefined for a comment or nothing. */
function readLine(written: string, line: number): SshLine | undefined {
  const [, keyword = '', rest = ''] = /^"?([a-z0-9]+)"?(?:[ \t]*=|[ \t]|$)(.*)$/i.exec(written) ?? [];
  if (keyword === '') return undefined;
  const words: string[] = [];
  for (const [word] of rest.matchAll(/"[^"]*"?|[^\s"]+/g)) {
    if (word.startsWith('#')) break;
    words.push(word.replaceAll('"', ''));
  }
  return { line, keyword: keyword.toLowerCase(), words };
}
