import type { ProjectInputs } from '../../project/project-inputs.ts';

/** The file that `meshinit play` serves. */
export interface PlayFile {
  readonly name: string;
  readonly text: string;
  readonly lock: string | null;
  /** Of its bytes on the disk: a save that names another is refused. */
  readonly mark: string;
}

export type Saved =
  | { readonly state: 'saved'; readonly mark: string }
  | { readonly state: 'changed'; readonly file: PlayFile }
  | { readonly state: 'refused'; readonly why: string };

/** Whether `meshinit play` serves this page: it says so in the page itself. */
export const isPlayed = (): boolean => document.documentElement.hasAttribute('data-play');

export async function loadPlayFile(): Promise<PlayFile> {
  const response = await fetch('manifest', { cache: 'no-store' });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** What a text refers to: the server reads it, as `meshinit compile` does. */
export async function loadInputs(text: string): Promise<ProjectInputs> {
  const response = await put('inputs', { text });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** @param mark of the file that the text is to take the place of, and no other */
export async function savePlayFile(text: string, mark: string): Promise<Saved> {
  try {
    const response = await put('manifest', { text, mark });
    if (response.ok) return { state: 'saved', ...(await response.json()) };
    if (response.status === 409) return { state: 'changed', file: await response.json() };
    return { state: 'refused', why: await response.text() };
  } catch {
    return { state: 'refused', why: 'meshinit play has ended: start it again, and reload this page' };
  }
}

const put = (name: string, body: object): Promise<Response> =>
  fetch(name, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
