import { copy } from './download.ts';
import { element } from './element.ts';
import { ask } from './question.ts';
import { fragmentOf, MOST_LINK } from './share-link.ts';

interface SharingOptions {
  readonly isSecret: (text: string) => Promise<boolean>;
  readonly say: (text: string) => void;
}

/** Puts the manifest into a link, unless it holds a secret: a link is kept in histories, chats and mail. */
export async function share(text: string, { isSecret, say }: SharingOptions): Promise<void> {
  if (await isSecret(text)) return say('Not shared: the manifest holds a secret, and a link is read by many.');
  const fragment = await fragmentOf(text);
  if (fragment.length > MOST_LINK) return say('Not shared: the manifest is too large for a link. Send the file.');
  const { origin, pathname } = location;
  const url = `${origin === 'null' ? 'file://' : origin}${pathname}${fragment}`;
  if (await copy(url)) return say('The link is in the clipboard. It holds the whole manifest.');
  const field = element('input', { type: 'text', readonly: true, value: url, 'aria-label': 'Link' });
  field.addEventListener('focus', () => field.select());
  await ask({
    title: 'The link',
    text: 'It holds the whole manifest; nothing was sent.',
    body: field,
    answers: ['Close'],
  });
}
