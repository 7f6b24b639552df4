import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { diagnosticOf } from '../manifest/fault.ts';
import { FileSource } from '../manifest/file-source.ts';
import { valuesOf } from '../manifest/values.ts';
import { readYaml } from '../manifest/yaml.ts';

/** The manifest or a file that it includes, read as YAML. */
export interface ProjectFile {
  /** From the manifest's directory; undefined for the manifest itself. */
  readonly name: string | undefined;
  readonly source: FileSource;
  /** undefined where it is no YAML. */
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
}

/** Reads one file. All faults are collected. */
export function readProjectFile(text: string, name?: string): ProjectFile {
  const { document, fault } = readYaml(text);
  if (!document || fault) {
    const source = new FileSource(text, undefined, new Map(), name);
    return { name, source, value: undefined, faults: fault ? [diagnosticOf(fault, source)] : [], broken: [] };
  }
  const { value, faults, broken, targets } = valuesOf(document, text);
  const source = new FileSource(text, document.contents, targets, name);
  return { name, source, value, faults: faults.map((found) => diagnosticOf(found, source)), broken };
}
