/** The short forms of Compose's specification that are texts. */

const IP = '(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+\\])';
const PORTS = '[1-9]\\d{0,4}(?:-[1-9]\\d{0,4})?';

/** `[IP:][PUBLISHED:]TARGET[/PROTOCOL]`, ports or ranges of them. */
export const PORT = new RegExp(`^(?:(${IP}):)?(?:(${PORTS})?:)?(${PORTS})(?:/(tcp|udp|sctp))?$`);

const OPTION = 'ro|rw|z|Z|nocopy|r?private|r?shared|r?slave|consistent|cached|delegated';

/** `[SOURCE:]TARGET[:OPTIONS]`; a relative source has no directory that it could be in on a host. */
export const VOLUME = new RegExp(
  `^(?:(/[^:\\0]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):)?(/[^:\\0]*)(?::((?:${OPTION})(?:,(?:${OPTION}))*))?$`,
);

export const DEVICE = /^(\/[^:\0]+)(?::(\/[^:\0]+))?(?::([rwm]{1,3}))?$/;

export const TMPFS = /^(\/[^:\0]*)(?::([^\0]*))?$/;

/** `1m30s`, as Go writes it. */
export const DURATION = /^(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?(?:(\d+)us)?$/;

/** Nanoseconds of a duration, as Docker's API has them. */
export function nanoseconds(text: string): number {
  const [, ...parts] = DURATION.exec(text) ?? [];
  return parts.reduce((sum, part, place) => sum + Math.round(Number(part ?? 0) * (NANOSECONDS[place] ?? 0)), 0);
}

/** In the order of their signs. */
const NANOSECONDS = [3_600e9, 60e9, 1e9, 1e6, 1e3] as const;
