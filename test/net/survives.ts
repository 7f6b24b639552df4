import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { reportFigure, subjectOf } from '../support/figures.ts';
import type { Cluster } from './cluster.ts';
import { measureOutage } from './outage.ts';
import { reaches } from './ping.ts';

/** More than RSTP's three hellos of two seconds, in ms. */
const SETTLED = 7000;

/**
 * Cuts the power of a host. The containers of two others keep reaching each other, or reach each other again.
 * @param longest seconds; the figure itself is printed
 */
export function survivesDeath(cluster: Cluster, dies: string, [one, other]: [string, string], longest: number): void {
  it(`keeps ${one} and ${other} connected when ${dies} dies`, async () => {
    const from = cluster.container(one);
    const { address } = cluster.container(other);
    const outage = await measureOutage(from, address, () => cluster.kill(dies), longest + 10);
    reportFigure('namespaces', subjectOf(cluster.mesh), `${one} and ${other} apart after the death of ${dies}`, outage);
    expect(outage).toBeLessThan(longest);
    expect(await reaches(from, address)).toBe(true);
  });
}

/** Starts a dead host again with the same document. */
export function takesBack(cluster: Cluster, returns: string, [one, other]: [string, string], longest: number): void {
  it(`keeps ${one} and ${other} connected when ${returns} returns, and takes it back`, async () => {
    const { address } = cluster.container(other);
    const boot = async (): Promise<void> => cluster.boot(await cluster.start(returns));
    const outage = await measureOutage(cluster.container(one), address, boot, longest + 10);
    reportFigure(
      'namespaces',
      subjectOf(cluster.mesh),
      `${one} and ${other} apart after the return of ${returns}`,
      outage,
    );
    expect(outage).toBeLessThan(longest);
    expect(await reaches(cluster.container(returns), address, 60)).toBe(true);
  });
}

/** Cuts the underlay between two hosts. Their containers reach each other again the other way round. */
export function survivesCut(cluster: Cluster, [one, other]: [string, string], longest: number): void {
  it(`finds another way when nothing passes between ${one} and ${other}`, async () => {
    const { address } = cluster.container(other);
    const [here, there] = [cluster.host(one), cluster.host(other)].map(({ plan }) => plan.node.address.text);
    // The tree of before, and not one that is still on its way to it.
    await sleep(SETTLED);
    const cut = (): Promise<void> => cluster.underlay.cut(here as string, there as string);
    const outage = await measureOutage(cluster.container(one), address, cut, longest + 10);
    await cluster.underlay.mend();
    reportFigure(
      'namespaces',
      subjectOf(cluster.mesh),
      `${one} and ${other} apart after the loss of their link`,
      outage,
    );
    expect(outage).toBeLessThan(longest);
  });
}
