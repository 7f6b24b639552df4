import type { HostConfig } from '../host/host-config.ts';
import { isRecord } from '../manifest/wording.ts';
import { ignitionEntries, ignitionPlaces } from './ignition-places.ts';
import type { MergeSource } from './merge.ts';
import { normal } from './own-paths.ts';
import { fileSwitch, type SwitchedOff } from './switched-off.ts';

/** What of raw Ignition keeps meshinit's work from a host. */
export function ignitionSwitchedOff(config: HostConfig, value: MergeSource['value']): SwitchedOff[] {
  return [...replaced(value), ...masked(config, value), ...otherBoots(config, value), ...otherStarts(value)];
}

function replaced({ ignition }: MergeSource['value']): SwitchedOff[] {
  const config = isRecord(ignition) ? ignition['config'] : undefined;
  if (!isRecord(config) || config['replace'] === undefined) return [];
  return [
    {
      path: ['ignition', 'config', 'replace'],
      fault: 'replaces this whole document with another',
      hint: 'Use ignition.config.merge, which adds one.',
    },
  ];
}

function masked(config: HostConfig, value: MergeSource['value']): SwitchedOff[] {
  const needed = neededUnits(config);
  // A mask of meshinit's own is a clash with what it writes.
  const { enables = [] } = config;
  return ignitionEntries(value, 'systemd', 'units').flatMap(([index, { name, mask }]) =>
    mask === true && needed.has(String(name)) && !enables.includes(String(name))
      ? [
          {
            path: ['systemd', 'units', index, 'mask'],
            fault: `masks ${name}, which meshinit needs`,
            hint: 'Leave the mask out.',
          },
        ]
      : [],
  );
}

/** Docker, and what meshinit's own units want or require. */
function neededUnits({ plan, files, enables = [] }: HostConfig): ReadonlySet<string> {
  const wanted = files
    .filter(({ path }) => path.startsWith('/etc/systemd/system/'))
    .flatMap(({ content }) => [...content.matchAll(/^(?:Wants|Requires|BindsTo)=(.*)$/gm)])
    .flatMap(([, names = '']) => names.split(' '));
  const docker = plan.dockerFrom === 'none' ? [] : [plan.os.docker.service];
  return new Set([...wanted, ...docker, ...enables]);
}

/** Arguments by which systemd boots into something else (kernel-command-line(7), systemd(1)). */
const OTHER_BOOT = /^(?:(?:systemd\.unit|systemd\.run|init)=|(?:single|emergency|rescue|[sS1])$)/;

function otherBoots(config: HostConfig, { kernelArguments }: MergeSource['value']): SwitchedOff[] {
  const list = isRecord(kernelArguments) ? kernelArguments['shouldExist'] : undefined;
  if (!Array.isArray(list)) return [];
  const needed = neededUnits(config);
  return list.flatMap((text: unknown, index): SwitchedOff[] => {
    const bad = String(text)
      .split(/\s+/)
      .some((word) => OTHER_BOOT.test(word) || (word.startsWith('systemd.mask=') && needed.has(word.slice(13))));
    return bad
      ? [
          {
            path: ['kernelArguments', 'shouldExist', index],
            fault: 'boots the host without meshinit’s units',
            hint: 'Leave it out.',
          },
        ]
      : [];
  });
}

/** Drop-ins of meshinit's units; a file's contents may be elsewhere, and are not looked at. */
const otherStarts = (value: MergeSource['value']): SwitchedOff[] =>
  ignitionPlaces(value).flatMap(({ place, inside, contents }) => {
    const off = typeof contents === 'string' ? fileSwitch(normal(place), { content: contents }) : undefined;
    return off ? [{ path: inside, fault: `names a drop-in ${off.fault}`, hint: off.hint }] : [];
  });
