import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { pathKey } from '../manifest/shape.ts';
import { rules } from './rules.ts';

/** Runs every rule. All faults are collected; none stops another. */
export function checkManifest(manifest: Manifest, broken: ReadonlySet<string>, reporter: Reporter): void {
  for (const rule of rules) {
    rule.check({
      manifest,
      isBroken: (path) => broken.has(pathKey(path)),
      report: (report) => reporter.report(rule.law, report),
    });
  }
}
