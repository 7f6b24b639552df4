import * as z from 'zod';
import { DEVICE, DURATION, PORT, TMPFS, VOLUME } from './container-forms.ts';

export const portText = z
  .string()
  .regex(PORT, { error: '[IP:][PUBLISHED:]TARGET[/PROTOCOL], such as 8080:80 or 127.0.0.1:5353:53/udp' });

export const volumeText = z
  .string()
  .regex(VOLUME, { error: "[SOURCE:]TARGET[:ro], SOURCE a volume's name or an absolute path of the host" });

export const device = z.string().regex(DEVICE, { error: 'PATH[:PATH[:rwm]] of absolute paths' });

export const tmpfsText = z.string().regex(TMPFS, { error: 'PATH[:OPTIONS], an absolute path' });

export const capability = z
  .string()
  .regex(/^(ALL|(CAP_)?[A-Z][A-Z_]+)$/, { error: 'a capability in capitals, such as NET_ADMIN' });

export const duration = (description: string) =>
  z
    .string()
    .regex(DURATION, { error: "a duration such as '1m30s'" })
    .meta({ description, examples: ['30s'] });
