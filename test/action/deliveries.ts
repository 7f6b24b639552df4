import type { Ready } from '../../src/action/compile-manifests.ts';
import { compileManifests } from '../../src/action/compile-manifests.ts';
import { deliver } from '../../src/action/deliver.ts';
import { readTarget } from '../../src/action/event.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { Report } from '../../src/action/report.ts';
import { runGuarded } from '../../src/action/run-action.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { FAKE_TOKEN } from './fake-github.ts';

export interface Run {
  readonly status: 0 | 1;
  /** All that it printed. */
  readonly log: string;
}

/** The documents of a manifest, compiled once for many deliveries. */
export function compiledFor(manifest: string): Ready[] {
  const directory = temporaryDirectory();
  const path = `${directory}/meshinit.yaml`;
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
  return compileManifests([path], readInputs({})).map((one) => {
    if (!one.cluster) throw new Error(one.diagnostics.map(({ message }) => message).join('\n'));
    return { ...one, cluster: one.cluster };
  });
}

/** Attaches compiled documents to a tag's release, without waiting where GitHub would be waited for. */
export async function deliverTo(
  fetch: typeof globalThis.fetch,
  ready: readonly Ready[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const lines: string[] = [];
  const surroundings = {
    env: {
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/tags/v2',
      GITHUB_API_URL: 'http://127.0.0.1',
      INPUT_TOKEN: FAKE_TOKEN,
      ...env,
    },
    out: (text: string) => void lines.push(text),
    fetch,
    second: 0,
  };
  const report = new Report(surroundings);
  const status = await runGuarded(report, () => {
    const inputs = readInputs(surroundings.env);
    return deliver({ ready, inputs, target: readTarget(inputs, surroundings.env), surroundings, report });
  });
  return { status, log: lines.join('') };
}
