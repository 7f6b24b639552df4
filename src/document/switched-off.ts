import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';

/** What of a user's own part would keep meshinit's work from a host, and what to do instead. */
export interface SwitchedOff {
  readonly path: ManifestPath;
  /** Goes on after the name of the place. */
  readonly fault: string;
  readonly hint: string;
}

interface Switch {
  readonly path: readonly string[];
  /** Undefined where this value leaves meshinit's work alone. */
  readonly faultOf: (value: unknown) => string | undefined;
  readonly hint: string;
}

/** A list in place of the image's own: modules that it lacks do not run. */
const modules = (stage: string, needed: readonly string[]): Switch => ({
  path: [`cloud_${stage}_modules`],
  faultOf(value) {
    const listed = new Set(listOf(value).map(moduleName));
    const lacks = needed.filter((name) => !listed.has(name));
    return lacks.length === 0
      ? undefined
      : `lacks ${lacks.join(' and ')}: without it the host never does meshinit’s work`;
  },
  hint: `Leave the key out, or list ${needed.join(' and ')} as well: your list replaces the image’s.`,
});

/** `cc_scripts-user` and `[scripts-user, always]` are `scripts_user` (config/modules.py, form_module_name). */
function moduleName(item: unknown): string {
  const name = Array.isArray(item) ? item[0] : isRecord(item) ? item['name'] : item;
  return String(name)
    .trim()
    .replaceAll('-', '_')
    .replace(/^cc_|\.py$/gi, '');
}

/** Only a merger of maps takes anything over into the empty map that cloud-init begins with (mergers/__init__.py). */
const mergers = (key: string): Switch => ({
  path: [key],
  faultOf: (value) =>
    mergesMaps(value) ? undefined : 'is not a valid way to merge maps: cloud-init would drop the document',
  hint: 'Leave it out, or use: dict(replace)+list(append)+str().',
});

const MERGERS = ['dict', 'list', 'str'];

function mergesMaps(value: unknown): boolean {
  const names = typeof value === 'string' ? value.split('+').flatMap(mergerOfText) : listOf(value).map(mergerOfItem);
  return names.includes('dict') && names.every((name) => MERGERS.includes(name));
}

/** `dict(replace)` or `list( append )`; what is neither has no name. */
function mergerOfText(part: string): string[] {
  const text = part.trim().toLowerCase().replaceAll('-', '_');
  return text === '' ? [] : [/^([a-z]+)\([a-z_, ]*\)$/.exec(text)?.[1] ?? ''];
}

/** `{name: dict, settings: [replace]}` or `[dict, replace]`. */
function mergerOfItem(item: unknown): string {
  if (isRecord(item)) return Array.isArray(item['settings']) ? String(item['name']).trim() : '';
  return String(listOf(item)[0]);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What cloud-init takes for true (util.py, TRUE_STRINGS). */
const TRUE = ['true', '1', 'on', 'yes'];

const image = (path: readonly string[]): Switch => ({
  path,
  faultOf: () => 'belongs in the image: from user-data it can cost the host its data source at the next boot',
  hint: 'Leave it out, or build it into the image.',
});

/** By cloud-init's source (stages.py, user_data.py). */
const SWITCHES: readonly Switch[] = [
  {
    path: ['launch-index'],
    faultOf: () => 'makes all machines of a launch but one ignore the document',
    hint: 'Leave it out: every host has a document of its own.',
  },
  {
    path: ['allow_userdata'],
    faultOf: (value) =>
      TRUE.includes(String(value).toLowerCase())
        ? undefined
        : 'makes cloud-init ignore user-data, and so this document',
    hint: 'Leave it out.',
  },
  mergers('merge_how'),
  mergers('merge_type'),
  modules('init', ['bootcmd', 'write_files']),
  modules('config', ['runcmd']),
  modules('final', ['scripts_user']),
  image(['datasource_list']),
  image(['datasource_pkg_list']),
  image(['system_info', 'distro']),
  image(['system_info', 'paths']),
];

/** Keys of a cloud-config that switch meshinit's work off. */
export function switchedOff(value: Readonly<Record<string, unknown>>): SwitchedOff[] {
  return SWITCHES.flatMap(({ path, faultOf, hint }) => {
    const found = path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
    const fault = found === undefined ? undefined : faultOf(found);
    return fault === undefined ? [] : [{ path, fault, hint }];
  });
}

interface FileSwitch {
  readonly path: RegExp;
  /** What the file must hold to do harm; any where undefined. */
  readonly content?: RegExp;
  /** Whether `defer` makes it harmless: it is then written when cloud-init's last stage runs. */
  readonly orDeferred?: true;
  readonly fault: string;
  readonly hint: string;
}

/** In a drop-in: takes the unit's command away, or ties its start to something. */
const OTHER_START = /^[ \t]*(?:ExecStart|ExecCondition|Condition\w+|Assert\w+)[ \t]*=/m;

const FILE_SWITCHES: readonly FileSwitch[] = [
  {
    // systemd/cloud-config.service and cloud-final.service, ConditionPathExists.
    path: /^\/etc\/cloud\/cloud-init\.disabled$/,
    orDeferred: true,
    fault: 'which stops cloud-init before it runs meshinit',
    hint: 'Make it in runcmd: touch /etc/cloud/cloud-init.disabled.',
  },
  {
    path: /^\/etc\/cloud\/cloud\.cfg(?:\.d\/[^/]+)?$/,
    content: /^["']?cloud_(?:init|config|final)_modules\b/m,
    fault: 'which can remove modules that run meshinit',
    hint: 'Leave cloud_…_modules out of it.',
  },
  {
    path: /\/systemd\/system\/meshinit[^/]*\.d\/[^/]+\.conf$/,
    content: OTHER_START,
    fault: 'which can keep systemd from starting meshinit’s program',
    hint: 'Leave Exec…=, Condition…= and Assert…= out of it.',
  },
  {
    // helpers.py, FileSemaphores.
    path: /^\/var\/lib\/cloud\/(?:[^/]+\/)*sem\//,
    fault: 'which makes cloud-init believe that its work is done',
    hint: 'Leave it out.',
  },
];

/** What a file of `write_files` switches off, if anything. @param path without links, dots and double slashes */
export function fileSwitch(path: string, file: Readonly<Record<string, unknown>>): FileSwitch | undefined {
  return FILE_SWITCHES.find(
    (known) =>
      known.path.test(path) &&
      (known.content?.test(String(file['content'])) ?? true) &&
      !(known.orDeferred && TRUE.includes(String(file['defer']).toLowerCase())),
  );
}
