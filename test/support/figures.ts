import { appendFileSync } from 'node:fs';
import type { Mesh } from '../../src/index.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { hostConfigs } from './hosts.ts';

/** How close to a real host a lane comes. */
export type Lane = 'booted' | 'namespaces';

/** One kind of host that a lane ran, with everything that a manifest chooses about it. */
interface Run {
  readonly lane: Lane;
  readonly os: string;
  readonly stack: string;
  readonly firewall: string;
  readonly tunnel: string;
  readonly underlay: 'IPv4' | 'IPv6';
  readonly layout: string;
  readonly loops: string;
  readonly dataplane: string;
}

/** A duration that a lane measured. */
interface Figure {
  readonly lane: Lane;
  /** The cluster, in a few words. */
  readonly subject: string;
  readonly what: string;
  readonly seconds: number;
}

/**
 * Keeps what a lane has to tell for docs/tested.md: a line of JSON in the file that MESHINIT_FIGURES names, from which
 * `npm run tested` makes test/tested.json.
 */
function keep(line: Run | Figure): void {
  const file = process.env['MESHINIT_FIGURES'];
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** A measured duration, printed for people too. */
export function reportFigure(lane: Lane, subject: string, what: string, seconds: number): void {
  console.log(`figure: ${subject}: ${what}: ${seconds.toFixed(1)} s`);
  keep({ lane, subject, what, seconds: Number(seconds.toFixed(1)) });
}

/** A cluster whose every test has passed. */
export function reportRun(lane: Lane, manifest: string): void {
  const runs = hostConfigs(manifest, { keys: keysFrom(new Uint8Array(32)) }).map(({ plan }): Run => {
    const { os, stack, firewall } = plan;
    const [{ mesh }] = plan.networks;
    return {
      lane,
      os: os.id,
      stack,
      firewall,
      tunnel: mesh.tunnel.kind,
      underlay: mesh.tunnel.family === 4 ? 'IPv4' : 'IPv6',
      layout: mesh.layout,
      loops: mesh.loops.kind,
      dataplane: plan.dataplane.dataplane,
    };
  });
  const distinct = new Map(runs.map((run) => [JSON.stringify(run), run]));
  for (const run of distinct.values()) keep(run);
}

/** Loop protection and links in a few words, as the subject of figures. */
export const subjectOf = ({ loops, links, tunnel, members }: Mesh): string =>
  `${loops.kind}, ${links.length} ${tunnel.kind} ${links.length === 1 ? 'link' : 'links'} between ${members.length} hosts`;
