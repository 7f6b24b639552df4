import type { CommentAnswer } from './answers.ts';
import type { CommentApi } from './comment-api.ts';
import { describeError, Failure, isUnclear } from './failure.ts';

const ATTEMPTS = 4;

/** Who may write to the repository, besides the programs that it runs. */
const WRITERS = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** The line that a comment is found by. A repository may have several jobs for several manifests, each with its comment. */
export const markerOf = (manifest: readonly string[]): string =>
  `<!-- meshinit: ${manifest.join(' ').replace(/[^\w./*!-]+/g, ' ')} -->`;

/**
 * Keeps one comment at a text: edits it where it is there, writes it where it is not. Two runs at once may both write one;
 * then the oldest stays.
 * @returns its URL
 */
export async function keepComment(api: CommentApi, marker: string, text: string): Promise<string> {
  const body = `${marker}\n${text}`;
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = await oursOf(api, marker);
    if (found.length > 0) return await keepOldest(api, found, body);
    if (attempt > 0) await api.github.pause(attempt ** 2);
    try {
      const made = await api.create(body);
      // The list may not have it yet.
      const others = (await oursOf(api, marker)).filter(({ id }) => id !== made.id);
      return await keepOldest(api, [made, ...others], body);
    } catch (error) {
      // It may be there all the same: look before trying again, or there are two.
      if (!isUnclear(error)) throw error;
      failure = error;
    }
  }
  throw new Failure(describeError(failure));
}

/** Of a program or of somebody who may write: anybody can write a marker down, and edit afterwards what stands below it. */
async function oursOf(api: CommentApi, marker: string): Promise<CommentAnswer[]> {
  return (await api.all()).filter(
    ({ body, user, author_association: as }) =>
      body?.startsWith(marker) && (user?.type === 'Bot' || WRITERS.includes(as ?? '')),
  );
}

async function keepOldest(api: CommentApi, comments: readonly CommentAnswer[], body: string): Promise<string> {
  const [first, ...others] = comments.toSorted((a, b) => a.id - b.id);
  if (!first) throw new Failure('there is no comment');
  for (const { id } of others) await api.remove(id);
  if (first.body?.trim() !== body.trim()) await api.update(first.id, body);
  return first.html_url;
}
