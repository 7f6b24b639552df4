import { fileOf, type SourceFiles } from '../diagnostics/format.ts';
import type { SecretPlace } from '../secrets/held-secrets.ts';
import type { Cluster } from './cluster.ts';

/** Why a host's document is not attached. */
export interface Refusal {
  /** The manifest, or a file that it includes. */
  readonly file: string;
  readonly host: string;
  readonly line: number;
  readonly column: number;
  /** Never with the secret itself. */
  readonly message: string;
}

/** What keeps a cluster's documents from a release: each host with the line and the kind of what it holds. */
export function refuseSecrets({ documents }: Cluster, secrets: readonly SecretPlace[], files: SourceFiles): Refusal[] {
  return documents.flatMap(({ host, secret }) => {
    if (!secret) return [];
    const held = secrets.filter((candidate) => candidate.host === undefined || candidate.host === host);
    const found = held.map(({ file, line, column, kind, path }) => ({
      file: fileOf({ file }, files).file,
      host,
      line,
      column,
      message: `the document of ${host} contains a ${kind} (${path.join('.')}, line ${line})`,
    }));
    if (found.length > 0) return found;
    return [
      {
        file: files.file,
        host,
        line: 1,
        column: 1,
        message: `the document of ${host} contains a secret`,
      },
    ];
  });
}
