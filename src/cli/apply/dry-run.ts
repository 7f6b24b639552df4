import { printable } from '../../diagnostics/format-glyphs.ts';
import { faultOf } from '../../fleet/contact.ts';
import { inParallel } from '../../fleet/in-parallel.ts';
import { asRoot } from '../../fleet/ssh-target.ts';
import { type Fleet, onHost } from '../fleet.ts';
import { type Judged, scriptFor } from './judge-hosts.ts';

const AT_ONCE = 16;
const LONGEST = 120;
const MOST_SAID = 1024 * 1024;

/** What a patch would do on a host, as the host says. */
export interface Preview {
  readonly host: string;
  /** Files that it would write, change or remove. */
  readonly files: readonly string[];
  /** What else it says: what becomes of Docker. */
  readonly effects: readonly string[];
  /** Why it would not begin, or ''. */
  readonly fault: string;
}

/** Runs the scripts of hosts that need one, without changing anything. */
export function previewPatches(fleet: Fleet, judged: readonly Judged[], signal: AbortSignal): Promise<Preview[]> {
  const patched = judged.filter(({ task }) => task === 'patch');
  return inParallel(patched, AT_ONCE, async (member) => {
    const { host } = member;
    const bounds = { within: LONGEST * 1000, most: MOST_SAID, signal };
    const outcome = await onHost(fleet, host, asRoot('--dry-run'), scriptFor(fleet, member), bounds);
    const { end, status, stdout } = outcome;
    const said = stdout.split('\n').flatMap((line) => /^meshinit: (.{1,400})/.exec(line)?.[1] ?? []);
    const files = said.flatMap((line) => /^(?:writes|changes|removes) (\/\S+)$/.exec(line)?.[1] ?? []);
    const effects = said.filter((line) => !/^(writes|changes|removes|nothing to do)/.test(line)).map(printable);
    const fault = end === 'exited' && status === 0 ? '' : faultOf(outcome);
    return { host, files: files.map(printable), effects, fault };
  });
}
