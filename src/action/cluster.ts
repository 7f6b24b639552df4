import type { HostDocument } from '../document/pack.ts';
import { sha256 } from '../edge/sha256.ts';
import type { Cluster as Plan } from '../mesh/mesh.ts';
import { assetName, githubName, sumsName } from './asset-names.ts';
import { InputError } from './input-error.ts';
import type { WantedFile } from './swap-plan.ts';

/** One manifest, compiled. */
export interface Cluster {
  /** Path of its manifest, as found. */
  readonly manifest: string;
  readonly plan: Plan;
  readonly documents: readonly HostDocument[];
  /** Where its files are. */
  readonly directory: string;
}

/** A host's document as it stands on the release. */
export const assetOf = ({ plan }: Cluster, document: HostDocument): WantedFile => ({
  name: assetName(plan.name, document.name),
  content: document.content,
  sha256: sha256(document.content),
  isEarlier: ({ origin }) => origin?.cluster === plan.name && origin.host === document.host,
});

/** @throws InputError where two manifests would make one file, or GitHub would change a name */
export function checkNames(clusters: readonly Cluster[]): void {
  const makers = new Map<string, string>();
  for (const { manifest, plan, documents } of clusters) {
    for (const name of [sumsName(plan.name), ...documents.map((document) => assetName(plan.name, document.name))]) {
      const other = makers.get(name);
      if (other !== undefined) {
        throw new InputError('manifest', `${other} and ${manifest} both create ${name}; rename one of the clusters`);
      }
      if (githubName(name) !== name) {
        throw new InputError(
          'manifest',
          `GitHub would rename ${name} of ${manifest} to ${githubName(name)}; choose a simpler name`,
        );
      }
      makers.set(name, manifest);
    }
  }
}
