import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that wait longest, in minutes from four to one: patch-stp, which waits for STP's 50 s, is half the lane. */
const LONGEST = [
  'patch-stp',
  'evpn',
  'amazon-linux',
  'linux',
  'ignition',
  'stp',
  'ifupdown',
  'patch-ifupdown',
  'patch',
];

/** Starts the longest files first, so that none of them runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.indexOf(basename(moduleId, '.net.ts'));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
