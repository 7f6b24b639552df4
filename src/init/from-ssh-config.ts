import SSHConfig from 'ssh-config';
import { hostName, type KnownHost, SourceError } from './known-host.ts';

/** Every host of an ssh_config(5) that is one: patterns are none, nor is what has no HostName. */
export function fromSshConfig(text: string): KnownHost[] {
  let config: SSHConfig;
  try {
    config = SSHConfig.parse(text);
  } catch (error) {
    throw new SourceError(error instanceof Error ? error.message : String(error));
  }
  return config.flatMap((section) => {
    if (!('param' in section) || section.param?.toLowerCase() !== 'host') return [];
    const { value } = section;
    const names = (Array.isArray(value) ? value.map(({ val }) => val) : String(value).split(/\s+/)) as string[];
    const [name] = names.filter((pattern) => !/[*?!]/.test(pattern));
    if (name === undefined) return [];
    // Keywords are of any case, as they were written.
    const [, address] = Object.entries(config.compute(name)).find(([key]) => /^hostname$/i.test(key)) ?? [];
    return typeof address === 'string' ? [{ name: hostName(name), address }] : [];
  });
}
