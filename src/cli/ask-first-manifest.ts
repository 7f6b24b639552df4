import { cancel, intro, isCancel, outro, select, text } from '@clack/prompts';
import type { FirstManifest } from '../init/first-manifest.ts';

/** `web1=10.0.0.11 web2=10.0.0.12`, with commas or without. */
function hostsIn(said: string): { name: string; address: string }[] {
  return said
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const [, name = '', address = ''] = /^([^=]+)=(.+)$/.exec(word) ?? [];
      return { name, address };
    });
}

function hostsFault(hosts: FirstManifest['hosts']): string | undefined {
  if (hosts.length === 0) return 'At least one: web1=10.0.0.11';
  return hosts.some(({ name }) => name === '') ? 'Each as NAME=ADDRESS: web1=10.0.0.11' : undefined;
}

/** What can be answered. */
interface Choices {
  readonly systems: readonly { readonly id: string; readonly title: string }[];
  readonly providers: readonly string[];
  /** What would be wrong with these answers, in a sentence. */
  readonly faultOf: (answers: FirstManifest) => string | undefined;
}

/**
 * Asks a person for what a first manifest needs; undefined where they have had enough. The questions' library is in a file
 * of its own, with this: all else is an argument.
 */
export async function askFirstManifest(
  preset: FirstManifest,
  { systems, providers, faultOf }: Choices,
): Promise<FirstManifest | undefined> {
  intro('A first manifest');
  const answered = async <Answer>(question: Promise<Answer>): Promise<Exclude<Answer, symbol>> => {
    const answer = await question;
    if (isCancel(answer)) throw new Enough();
    return answer as Exclude<Answer, symbol>;
  };
  try {
    const name = await answered(
      text({
        message: 'What is the cluster to be called?',
        initialValue: preset.name,
        validate: (said) => faultOf({ ...preset, name: said ?? '' }),
      }),
    );
    const os = await answered(
      select({
        message: 'Which system do the hosts run?',
        initialValue: preset.os,
        options: systems.map(({ id, title }) => ({ value: id, label: id, hint: title })),
        maxItems: 8,
      }),
    );
    const provider = await answered(
      select({
        message: 'Where do they run?',
        initialValue: preset.provider,
        options: providers.map((id) => ({ value: id, label: id })),
        maxItems: 8,
      }),
    );
    const hosts = await answered(
      text({
        message: 'Which hosts are there? Each as NAME=ADDRESS, the address that the others reach',
        placeholder: 'web1=10.0.0.11 web2=10.0.0.12',
        validate: (said) =>
          hostsFault(hostsIn(said ?? '')) ?? faultOf({ name, os, provider, hosts: hostsIn(said ?? '') }),
      }),
    );
    outro('Thank you.');
    return { name, os, provider, hosts: hostsIn(hosts) };
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    cancel('Nothing is written.');
    return undefined;
  }
}

class Enough extends Error {}
