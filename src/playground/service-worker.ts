// Keeps the page's files, so that it works without a network. A release brings another version, and with it all files anew.
declare const PLAYGROUND_FILES: readonly string[];
declare const PLAYGROUND_VERSION: string;
declare const clients: { readonly claim: () => Promise<void> };
declare const skipWaiting: () => Promise<void>;

interface ExtendableEvent extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  readonly respondWith: (response: Promise<Response>) => void;
}

const PREFIX = 'meshinit-playground-';
const NAME = PREFIX + PLAYGROUND_VERSION;

const canWait = (event: Event): event is ExtendableEvent => 'waitUntil' in event;
const isFetch = (event: Event): event is FetchEvent => 'respondWith' in event;

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  // Past the browser's own cache, which may have the release before.
  await cache.addAll(PLAYGROUND_FILES.map((file) => new Request(file, { cache: 'reload' })));
  await skipWaiting();
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** All files of one release, never some of two. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => {
  if (canWait(event)) event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  if (canWait(event)) event.waitUntil(activate());
});
self.addEventListener('fetch', (event) => {
  if (isFetch(event) && event.request.method === 'GET') event.respondWith(answer(event.request));
});
