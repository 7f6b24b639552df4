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
  if (hosts.length === 0) return 'Enter at least one host: web1=10.0.0.11';
  return hosts.some(({ name }) => name === '') ? 'Write each host as NAME=ADDRESS: web1=10.0.0.11' : undefined;
}

/** What flags and files have answered already. */
type Given = { readonly [Key in keyof FirstManifest]: FirstManifest[Key] | undefined };

/** What can be answered. */
interface Choices {
  readonly systems: readonly { readonly id: string; readonly title: string }[];
  readonly providers: readonly string[];
  /** What would be wrong with these answers, in a sentence. */
  readonly faultOf: (answers: FirstManifest) => string | undefined;
}

/**
 * Asks a person for what a first manifest still needs; undefined where they have had enough. The questions' library is in a
 * file of its own, with this: all else is an argument.
 * @param given what is answered already, and not asked
 * @param preset what is proposed, and holds for what is not yet answered
 */
export async function askFirstManifest(
  given: Given,
  preset: FirstManifest,
  choices: Choices,
): Promise<FirstManifest | undefined> {
  intro('Create a first manifest');
  try {
    const name = given.name ?? (await askName(preset, choices));
    const os = given.os ?? (await askChoice('Which operating system do the hosts run?', preset.os, choices.systems));
    const places = choices.providers.map((id) => ({ id }));
    const provider = given.provider ?? (await askChoice('Where do they run?', preset.provider, places));
    const hosts = given.hosts ?? (await askHosts({ name, os, provider }, choices));
    outro('Thank you.');
    return { name, os, provider, hosts };
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    cancel('Nothing was written.');
    return undefined;
  }
}

const askName = (preset: FirstManifest, { faultOf }: Choices): Promise<string> =>
  answered(
    text({
      message: 'What is the name of the cluster?',
      initialValue: preset.name,
      validate: (said) => faultOf({ ...preset, name: said ?? '' }),
    }),
  );

const askChoice = (
  message: string,
  initialValue: string,
  choices: readonly { readonly id: string; readonly title?: string }[],
): Promise<string> =>
  answered(
    select({
      message,
      initialValue,
      options: choices.map(({ id, title }) => ({
        value: id,
        label: id,
        ...(title === undefined ? {} : { hint: title }),
      })),
      maxItems: 8,
    }),
  );

async function askHosts(others: Omit<FirstManifest, 'hosts'>, { faultOf }: Choices): Promise<FirstManifest['hosts']> {
  const said = await answered(
    text({
      message: 'Which hosts does it have? Write each as NAME=ADDRESS, with the address that the other hosts reach',
      placeholder: 'web1=10.0.0.11 web2=10.0.0.12',
      validate: (words) => {
        const hosts = hostsIn(words ?? '');
        return hostsFault(hosts) ?? faultOf({ ...others, hosts });
      },
    }),
  );
  return hostsIn(said);
}

async function answered<Answer>(question: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await question;
  if (isCancel(answer)) throw new Enough();
  return answer as Exclude<Answer, symbol>;
}

class Enough extends Error {}
