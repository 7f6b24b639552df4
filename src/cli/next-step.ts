import { fewOf } from '../check/wording.ts';
import type { HostDocument } from '../document/pack.ts';
import { shellWord } from '../host/shell.ts';
import { type ProviderId, providerOf } from '../providers/providers.ts';

/**
 * What is to be done with documents that were just written, for a person: where they go, and how to see that it worked.
 * @param manifest its path, where it is not the default
 */
export function nextStep(documents: readonly Pick<HostDocument, 'host' | 'provider'>[], manifest?: string): string {
  const byProvider = new Map<ProviderId, string[]>();
  for (const { host, provider } of documents) byProvider.set(provider, [...(byProvider.get(provider) ?? []), host]);
  const places = [...byProvider].map(([id, hosts]) => {
    const { title, userData } = providerOf(id);
    return `  ${userData.field} (${title})${byProvider.size === 1 ? '' : `: ${fewOf(hosts)}`}\n`;
  });
  const named = manifest === undefined ? '' : ` --manifest ${shellWord(manifest)}`;
  return `\nNext: create each machine with its document as user-data. The field for it:
${places.join('')}When they have booted: meshinit status${named}
To update machines that run: meshinit apply${named}
`;
}
