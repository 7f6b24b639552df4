import * as z from 'zod';

/** The short forms of Compose's specification that are texts. */

const IP = '(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+\\])';
const PORTS = '[1-9]\\d{0,4}(?:-[1-9]\\d{0,4})?';

/** `[IP:][PUBLISHED:]TARGET[/PROTOCOL]`, ports or ranges of them. */
export const PORT = new RegExp(`^(?:(${IP}):)?(?:(${PORTS})?:)?(${PORTS})(?:/(tcp|udp|sctp))?$`);

export const portText = z
  .string()
  .regex(PORT, { error: '[IP:][PUBLISHED:]TARGET[/PROTOCOL], such as 8080:80 or 127.0.0.1:5353:53/udp' });

const OPTION = 'ro|rw|z|Z|nocopy|r?private|r?shared|r?slave|consistent|cached|delegated';

/** `[SOURCE:]TARGET[:OPTIONS]`; a relative source has no directory that it could be in on a host. */
export const VOLUME = new RegExp(
  `^(?:(/[^:\\0]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+):)?(/[^:\\0]*)(?::((?:${OPTION})(?:,(?:${OPTION}))*))?$`,
);

export const volumeText = z
  .string()
  .regex(VOLUME, { error: "[SOURCE:]TARGET[:ro], SOURCE a volume's name or an absolute path of the host" });

export const DEVICE = /^(\/[^:\0]+)(?::(\/[^:\0]+))?(?::([rwm]{1,3}))?$/;

export const device = z.string().regex(DEVICE, { error: 'PATH[:PATH[:rwm]] of absolute paths' });

export const TMPFS = /^(\/[^:\0]*)(?::([^\0]*))?$/;

export const tmpfsText = z.string().regex(TMPFS, { error: 'PATH[:OPTIONS], an absolute path' });

export const capability = z
  .string()
  .regex(/^(ALL|(CAP_)?[A-Z][A-Z_]+)$/, { error: 'a capability in capitals, such as NET_ADMIN' });

/** `1m30s`, as Go writes it. */
const DURATION = /^(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?(?:(\d+)us)?$/;

export const duration = (description: string) =>
  z
    .string()
    .regex(DURATION, { error: "a duration such as '1m30s'" })
    .meta({ description, examples: ['30s'] });

/** Nanoseconds of a duration, as Docker's API has them. */
export function nanoseconds(text: string): number {
  const [, ...parts] = DURATION.exec(text) ?? [];
  return parts.reduce((sum, part, place) => sum + Math.round(Number(part ?? 0) * (NANOSECONDS[place] ?? 0)), 0);
}

/** In the order of their signs. */
const NANOSECONDS = [3_600e9, 60e9, 1e9, 1e6, 1e3] as const;
