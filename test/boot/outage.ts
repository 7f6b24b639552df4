import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { reportFigure, subjectOf } from '../support/figures.ts';
import type { Cluster } from './cluster.ts';

/** How long is watched, in seconds: more than a spanning tree takes. */
const WATCHED = 60;
/** Between two packets, in seconds. */
const INTERVAL = 0.2;

const WATCH = `timeout "$1" nsenter -t "$(docker inspect -f '{{.State.Pid}}' lane)" -n ping -n -D -i "$2" "$3" || :`;

/** Stops a host as a power failure does. The containers of two others reach each other again. */
export function survivesDeath(cluster: Cluster, dies: string, [one, other]: [string, string]): void {
  it(`connects ${one} and ${other} again when ${dies} dies`, async () => {
    const watch = cluster.lab.on(one, WATCH, String(WATCHED), String(INTERVAL), cluster.container(other));
    await sleep(10_000);
    await cluster.lab.run('stop', dies);
    const answers = [...(await watch).matchAll(/^\[([\d.]+)\] \d+ bytes/gm)].map(([, time]) => Number(time));
    await cluster.lab.run('start', dies);
    expect((await cluster.settled(dies)).status).toBe(0);
    const gaps = answers.slice(1).map((time, index) => time - (answers[index] ?? 0) - INTERVAL);
    // What is lost for good has no answers in the last quarter.
    expect((answers.at(-1) ?? 0) - (answers[0] ?? 0)).toBeGreaterThan(WATCHED * 0.75);
    const longest = Math.max(...gaps);
    reportFigure(
      'booted',
      `${cluster.name}: ${subjectOf(cluster.mesh)}`,
      `${one} and ${other} apart after the death of ${dies}`,
      longest < 1 ? 0 : longest,
    );
  });
}
