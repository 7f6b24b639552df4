import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Report, Reporter } from '../diagnostics/reporter.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { pathKey } from '../manifest/path-key.ts';
import type { CheckContext } from './rule.ts';
import { rules } from './rules.ts';

/** Runs every rule. All faults are collected; none stops another. */
export function checkManifest(manifest: Manifest, broken: ReadonlySet<string>, reporter: Reporter): void {
  const isBroken = brokenTest(broken);
  // Without a main network nothing else is wrong with the further ones than that they are there.
  const built = layoutOf(manifest.networks[0].layout).isBuilt ? manifest.networks : [];
  for (const rule of rules) {
    const context: CheckContext = { manifest, isBroken, report: (report) => reporter.report(rule.law, report) };
    if ('check' in rule) rule.check(context);
    const told = new Set<string>();
    for (const network of built) {
      const found: Report[] = [];
      const asked = { ...context, network, report: (report: Report) => found.push(report) };
      if ('checkNetwork' in rule) rule.checkNetwork(asked);
      if ('checkTunnels' in rule && !network.carrier) rule.checkTunnels(asked);
      // What is wrong with a host or a default is told once, however many networks it is in.
      for (const report of found) if (!told.has(pathKey(report.path))) context.report(report);
      for (const { path } of found) told.add(pathKey(path));
    }
  }
}

/** Knows of a path whether it was left out itself, with the map around it, or in part. */
function brokenTest(broken: ReadonlySet<string>): (path: ManifestPath) => boolean {
  const parents = new Set<string>();
  for (const key of broken) {
    const steps = key.split('\0');
    for (let depth = 1; depth < steps.length; depth += 1) parents.add(pathKey(steps.slice(0, depth)));
  }
  return (path) => parents.has(pathKey(path)) || path.some((_, index) => broken.has(pathKey(path.slice(0, index + 1))));
}
