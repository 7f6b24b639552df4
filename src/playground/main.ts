import { App } from './app.ts';
import type { Draft } from './page/draft.ts';
import { byId, element } from './page/element.ts';
import { examples } from './page/examples.ts';
import { isPlayed, loadInputs } from './page/play-file.ts';
import { Saving } from './page/saving.ts';
import { readFragment } from './page/share-link.ts';
import { share } from './page/sharing.ts';
import { chosenTheme, nextTheme } from './page/theme.ts';

const app = new App();
const say = (text: string): void => app.status.say(text);

function offerExamples(): void {
  const select = byId('examples', HTMLSelectElement);
  select.append(...examples.map(({ name }) => element('option', { value: name }, [name])));
  select.addEventListener('change', () => {
    const example = examples.find(({ name }) => name === select.value);
    select.value = '';
    if (example) app.open({ text: example.text });
  });
}

function offerTheme(): void {
  const button = byId('theme', HTMLButtonElement);
  const name = (theme: string): void => {
    button.textContent = theme.charAt(0).toUpperCase() + theme.slice(1);
    button.setAttribute('aria-label', `Theme: ${theme}`);
  };
  name(chosenTheme());
  button.addEventListener('click', () => name(nextTheme()));
}

async function playFile(): Promise<void> {
  // A link would lead to this machine's loopback alone.
  byId('share', HTMLButtonElement).hidden = true;
  const saving = new Saving({
    text: () => app.text,
    take: ({ text, lock }) => app.open({ text }, lock ?? undefined),
    say,
  });
  app.inputsOf = loadInputs;
  app.changed = () => saving.refresh();
  // Included files are edited elsewhere: whoever comes back sees them as they are now.
  addEventListener('focus', () => void app.renew());
  await saving.load();
}

/** What a link holds comes first; the draft that it takes the place of can be had back. */
async function openBrowserDraft(): Promise<void> {
  const draft = app.drafts.read() ?? { text: examples.find(({ name }) => name === 'debian-vxlan')?.text ?? '' };
  const shared = await readFragment(location.hash);
  if (shared && 'fault' in shared) say(shared.fault);
  if (!shared || 'fault' in shared) {
    app.open(draft);
    return;
  }
  app.borrow(shared.text);
  const { text } = app;
  app.changed = () => {
    // The address is not to say what the page no longer shows.
    if (app.text !== text && location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  };
  offerDraft(draft);
}

function offerDraft(draft: Draft): void {
  const restore = byId('restore', HTMLButtonElement);
  restore.hidden = app.drafts.read() === undefined || draft.text === app.text;
  restore.addEventListener('click', () => {
    restore.hidden = true;
    app.open(draft);
  });
}

/** Served over http, the page is there without a network the next time. */
async function workOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || !/^https?:$/.test(location.protocol)) return;
  await navigator.serviceWorker.register('service-worker.js').catch(() => undefined);
}

offerExamples();
offerTheme();
byId('share', HTMLButtonElement).addEventListener('click', () =>
  share(app.text, { say, isSecret: (text) => app.client.ask('isSecret', text) }),
);
if (isPlayed()) playFile().catch((error: Error) => app.status.set(`The file cannot be loaded: ${error.message}`));
else {
  void Promise.all([openBrowserDraft(), workOffline()]);
  // A link that is pasted into this tab's address.
  addEventListener('hashchange', () => location.hash.length > 1 && void openBrowserDraft());
}
