import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Starts some files of a lane before all others, so that none of them runs alone at the end. By itself vitest goes by how long each
 * took here before, and by the files' sizes where none has run yet, as on CI.
 * @param longest their names without what stands behind the first dot, the longest first
 */
export const longestFirst = (longest: readonly string[]): typeof BaseSequencer =>
  class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const rank = ({ moduleId }: TestSpecification): number => {
        const at = longest.indexOf(basename(moduleId).replace(/\..*/, ''));
        return at < 0 ? longest.length : at;
      };
      return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    }
  };
