import published from '../../schemas/third-party/compose-spec-2025-10.schema.json' with { type: 'json' };
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { pathKey } from '../manifest/path-key.ts';
import { nameOf, orList, shortened } from '../manifest/wording.ts';
import { unlike, type Words } from './describe-fault.ts';
import { type JsonSchema, SchemaJudge } from './json-schema.ts';
import { wrongCompose } from './laws.ts';
import type { SchemaFault } from './schema-fault.ts';

let made: SchemaJudge | undefined;

/** Made when first wanted: most manifests have no Compose file. */
function judge(): SchemaJudge {
  // The bundle carries it as a text, which JSON reads.
  made ??= new SchemaJudge(JSON.parse(JSON.stringify(published)) as JsonSchema);
  return made;
}

/** Compose files against the specification's own schema, at their own lines; one that several hosts name is told once. */
export function checkCompose({ compose }: Manifest, broken: ReadonlySet<string>, reporter: Reporter): void {
  const seen = new Set<unknown>();
  for (const { path, value } of compose) {
    // Of a file that hosts share each has a map of its own, with the same values in it.
    const part = Object.values(value).find((one) => typeof one === 'object' && one !== null);
    if (part !== undefined && seen.has(part)) continue;
    seen.add(part);
    for (const fault of judge().faultsOf(value)) {
      const at = [...path, ...fault.path];
      if (!isLeftOut(at, fault, broken)) report(fault, at, path, reporter);
    }
  }
}

/** What was wrong in itself is missing now. */
const isLeftOut = (path: ManifestPath, fault: SchemaFault, broken: ReadonlySet<string>): boolean =>
  fault.kind === 'missing' && fault.anyOf.some((key) => broken.has(pathKey([...path, key])));

function report(fault: SchemaFault, at: ManifestPath, root: ManifestPath, reporter: Reporter): void {
  const { law: _, ...words } = describe(fault, at, root);
  reporter.report(wrongCompose, { path: at, ...words });
}

/** Types, sizes and keys are told, and never a value: any may be a secret. */
function describe(fault: SchemaFault, at: ManifestPath, root: ManifestPath): Words {
  const place = placeOf(at, root);
  if (fault.kind === 'missing') {
    const message = `${place} has no ${orList(fault.anyOf.map((key) => `'${key}'`))}`;
    return { law: wrongCompose, message };
  }
  if (fault.kind !== 'key') {
    const hint = fault.wanted.types.includes('string') && isNumberOrSwitch(fault.found) ? 'Put it in quotes.' : '';
    return { law: wrongCompose, message: `${place} is ${unlike(fault)}`, hint };
  }
  const key = String(at.at(-1));
  const where = placeOf(at.slice(0, -1), root);
  const { legal, patterns } = fault;
  const isName = legal.length === 0 && patterns.length > 0;
  return {
    law: wrongCompose,
    at: 'key',
    message: isName
      ? `'${shortened(key)}' in ${where} is no name that Compose takes: letters, digits, dots, hyphens and _`
      : `unknown key '${shortened(key)}' in ${where}`,
    hint: MANIFEST_KEYS.get(key) ?? didYouMean(key, legal),
  };
}

/** Keys of a declared container that people take with them. */
const MANIFEST_KEYS: ReadonlyMap<string, string> = new Map([
  ['hosts', 'In a Compose file every service runs on the host whose file it is.'],
  ['address', 'Compose’s word is ipv4_address, of a network: networks: { mesh: { ipv4_address: … } }'],
]);

const isNumberOrSwitch = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';

/** By the path in the Compose file alone: the file itself is said by the place. */
const placeOf = (path: ManifestPath, root: ManifestPath): string =>
  path.length === root.length ? 'the Compose file' : nameOf(path.slice(root.length));
