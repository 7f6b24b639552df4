import type { ReleaseAnswer } from './answers.ts';
import type { Target } from './event.ts';
import { describeError, Failure, isUnclear } from './failure.ts';
import type { ReleaseApi } from './release-api.ts';

/** In the notes of a draft that this action made and has not filled yet: the run that fills it publishes it. */
const UNFINISHED = '<!-- meshinit: this draft is being filled -->';

export const isUnfinished = ({ body }: ReleaseAnswer): boolean => body?.includes(UNFINISHED) ?? false;

export const withoutMarker = (body: string): string => body.replace(UNFINISHED, '').trim();

const ATTEMPTS = 4;

/**
 * The release of a tag: the published one, else a draft, else a new draft. Drafts are in the list alone, each page of
 * which is read: the call by tag knows none of them.
 */
export async function findRelease(
  api: ReleaseApi,
  { tag, commit }: Target & { readonly tag: string },
  warn: (text: string) => void,
): Promise<ReleaseAnswer> {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = (await api.byTag(tag)) ?? (await draftOf(api, tag, warn));
    if (found) return found;
    if (attempt > 0) await api.github.pause(attempt ** 2);
    try {
      return await api.createDraft(tag, commit, UNFINISHED);
    } catch (error) {
      // It may be there all the same: look before trying again, or the tag has two drafts.
      if (!isUnclear(error)) throw error;
      failure = error;
    }
  }
  throw new Failure(`cannot create a release for ${tag}: ${describeError(failure)}`);
}

async function draftOf(api: ReleaseApi, tag: string, warn: (text: string) => void): Promise<ReleaseAnswer | undefined> {
  const drafts: ReleaseAnswer[] = [];
  for await (const release of api.all()) if (release.draft && release.tag_name === tag) drafts.push(release);
  // The oldest: a later run finds the same one.
  const [first, ...others] = drafts.toSorted((a, b) => a.id - b.id);
  if (first && others.length > 0) {
    warn(
      `${tag} has ${drafts.length} drafts; the documents are attached to the oldest, ${first.html_url}. Delete ${others.map(({ html_url }) => html_url).join(' and ')} if they are not needed.`,
    );
  }
  return first;
}
