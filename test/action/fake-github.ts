import { createHash } from 'node:crypto';
import { FakeComments } from './fake-comments.ts';

/** One file on a release of the fake. */
export interface FakeAsset {
  id: number;
  name: string;
  state: 'uploaded' | 'starter';
  content: Uint8Array;
}

export interface FakeRelease {
  id: number;
  tag_name: string;
  name: string;
  draft: boolean;
  immutable: boolean;
  body: string;
  target_commitish: string | undefined;
  assets: FakeAsset[];
}

export interface FakeOptions {
  /** Older servers tell none. */
  readonly digests?: boolean;
  readonly repository?: string;
  /** Address that its answers name. */
  readonly base?: string;
}

/** A call that the fake took, before it answers. */
export interface FakeCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export const FAKE_TOKEN = 'ghs_0123456789abcdefghijklmnop';
const MOST_ASSETS = 1000;

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });

const invalid = (resource: string, code: string, field: string): Response =>
  json(422, {
    message: 'Validation Failed',
    errors: [{ resource, code, field }],
    documentation_url: 'https://docs.github.com/rest',
  });

/**
 * The API of GitHub for releases and comments, with a state: as docs.github.com describes it and @octokit/fixtures' recordings show it.
 * Drafts are unknown by their tag; one name is there once; odd characters of a name become dots; pages have 30 entries
 * unless asked for more, and 100 at most.
 */
export class FakeGitHub {
  readonly releases: FakeRelease[] = [];
  readonly comments = new FakeComments();
  readonly calls: FakeCall[] = [];
  /** Called after each change. */
  onChange: () => void = () => undefined;
  base: string;
  private readonly digests: boolean;
  private readonly repository: string;
  private lastId = 1000;

  constructor({ digests = true, repository = 'acme/infra', base = 'http://127.0.0.1' }: FakeOptions = {}) {
    this.digests = digests;
    this.repository = repository;
    this.base = base;
  }

  addRelease(tag: string, more: Partial<FakeRelease> = {}): FakeRelease {
    this.lastId += 1;
    const release: FakeRelease = {
      id: this.lastId,
      tag_name: tag,
      name: tag,
      draft: false,
      immutable: false,
      body: '',
      target_commitish: undefined,
      assets: [],
      ...more,
    };
    // The list is newest first.
    this.releases.unshift(release);
    return release;
  }

  addAsset(
    release: FakeRelease,
    name: string,
    content: Uint8Array | string,
    state: FakeAsset['state'] = 'uploaded',
  ): FakeAsset {
    this.lastId += 1;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const asset: FakeAsset = { id: this.lastId, name, state, content: bytes };
    release.assets.push(asset);
    return asset;
  }

  /** The calls that change something. */
  get writes(): FakeCall[] {
    return this.calls.filter(({ method }) => method !== 'GET');
  }

  /** As fetch, without a socket. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    return this.handle(request);
  };

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const call: FakeCall = {
      method: request.method,
      path: decodeURI(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: new Uint8Array(await request.arrayBuffer()),
    };
    this.calls.push(call);
    if (call.method !== 'GET' && !/^(token|bearer) /i.test(call.headers.get('authorization') ?? '')) {
      return json(401, { message: 'Requires authentication' });
    }
    const response = this.route(call);
    if (call.method !== 'GET' && response.status < 400) this.onChange();
    return response;
  }

  private route(call: FakeCall): Response {
    const root = `/repos/${this.repository}/releases`;
    const path = call.path.replace(/^(\/api\/v3)?(\/uploads)?(?=\/)/, '');
    const commented = this.comments.answer(call, this.base, (list) => this.page(call, list));
    if (commented) return commented;
    const downloads = /^\/acme\/infra\/releases\/download\/([^/]+)\/(.+)$/.exec(path);
    if (downloads) return this.browserDownload(downloads[1] ?? '', downloads[2] ?? '');
    if (!path.startsWith(root)) return json(404, { message: 'Not Found' });
    const [, first = '', second = '', third] = path.slice(root.length).split('/').map(decodeURIComponent);
    const at = `${call.method} ${first === '' ? '' : /^\d+$/.test(first) ? 'ID' : first}/${second === '' ? '' : first === 'assets' ? 'ID' : first === 'tags' ? 'TAG' : second}`;
    switch (third === undefined ? at : 'too deep') {
      case 'GET /':
        return this.page(
          call,
          this.visible(call).map((release) => this.show(release)),
        );
      case 'POST /':
        return this.create(call);
      case 'GET tags/TAG': {
        const release = this.releases.find((candidate) => candidate.tag_name === second && !candidate.draft);
        return release ? json(200, this.show(release)) : json(404, { message: 'Not Found' });
      }
      case 'GET ID/':
      case 'PATCH ID/':
        return this.oneRelease(call, Number(first));
      case 'GET ID/assets':
      case 'POST ID/assets':
        return this.assetsOf(call, Number(first));
      case 'GET assets/ID':
      case 'PATCH assets/ID':
      case 'DELETE assets/ID':
        return this.oneAsset(call, Number(second));
    }
    return json(404, { message: 'Not Found' });
  }

  /** Who may not write sees no drafts. */
  private visible(call: FakeCall): FakeRelease[] {
    return this.releases.filter(({ draft }) => !draft || call.headers.has('authorization'));
  }

  private page(call: FakeCall, list: readonly unknown[]): Response {
    const size = Math.min(100, Number(call.query.get('per_page') ?? 30));
    const page = Number(call.query.get('page') ?? 1);
    const isLast = page * size >= list.length;
    const next = `${this.base}${call.path}?per_page=${size}&page=${page + 1}`;
    return json(200, list.slice((page - 1) * size, page * size), isLast ? {} : { link: `<${next}>; rel="next"` });
  }

  private create(call: FakeCall): Response {
    const {
      tag_name,
      name,
      draft = false,
      body = '',
      target_commitish,
    } = JSON.parse(new TextDecoder().decode(call.body));
    if (!draft && this.releases.some((release) => release.tag_name === tag_name && !release.draft)) {
      return invalid('Release', 'already_exists', 'tag_name');
    }
    return json(201, this.show(this.addRelease(tag_name, { name, draft, body, target_commitish })));
  }

  private oneRelease(call: FakeCall, id: number): Response {
    const release = this.releases.find((candidate) => candidate.id === id);
    if (!release) return json(404, { message: 'Not Found' });
    if (call.method === 'PATCH') Object.assign(release, JSON.parse(new TextDecoder().decode(call.body)));
    return json(200, this.show(release));
  }

  private assetsOf(call: FakeCall, id: number): Response {
    const release = this.releases.find((candidate) => candidate.id === id);
    if (!release) return json(404, { message: 'Not Found' });
    if (call.method === 'GET')
      return this.page(
        call,
        release.assets.map((asset) => this.showAsset(asset, release)),
      );
    const name = rename(call.query.get('name') ?? '');
    if (release.immutable) return json(422, { message: 'Cannot upload assets to an immutable release.' });
    if (release.assets.some((asset) => asset.name === name)) return invalid('ReleaseAsset', 'already_exists', 'name');
    if (release.assets.length >= MOST_ASSETS) return invalid('ReleaseAsset', 'custom', 'assets');
    return json(201, this.showAsset(this.addAsset(release, name, call.body), release));
  }

  private oneAsset(call: FakeCall, id: number): Response {
    const release = this.releases.find(({ assets }) => assets.some((asset) => asset.id === id));
    const asset = release?.assets.find((candidate) => candidate.id === id);
    if (!release || !asset) return json(404, { message: 'Not Found' });
    if (call.method !== 'GET' && release.immutable) return json(422, { message: 'This release is immutable.' });
    if (call.method === 'DELETE') {
      release.assets.splice(release.assets.indexOf(asset), 1);
      return new Response(null, { status: 204 });
    }
    if (call.method === 'PATCH') {
      const name = rename(JSON.parse(new TextDecoder().decode(call.body)).name);
      const isTaken = release.assets.some((other) => other.name === name && other.id !== id);
      if (isTaken) return invalid('ReleaseAsset', 'already_exists', 'name');
      asset.name = name;
    } else if (call.headers.get('accept') === 'application/octet-stream') {
      return new Response(asset.content.slice(), { headers: { 'content-type': 'application/octet-stream' } });
    }
    return json(200, this.showAsset(asset, release));
  }

  private browserDownload(tag: string, name: string): Response {
    const release = this.releases.find(
      (candidate) => candidate.tag_name === decodeURIComponent(tag) && !candidate.draft,
    );
    const asset = release?.assets.find((candidate) => candidate.name === name && candidate.state === 'uploaded');
    return asset ? new Response(asset.content.slice()) : json(404, { message: 'Not Found' });
  }

  private show(release: FakeRelease): object {
    const tag = release.draft ? `untagged-${release.id}` : release.tag_name;
    return {
      ...release,
      html_url: `${this.base}/${this.repository}/releases/tag/${tag}`,
      upload_url: `${this.base}/uploads/repos/${this.repository}/releases/${release.id}/assets{?name,label}`,
      assets: release.assets.map((asset) => this.showAsset(asset, release)),
    };
  }

  private showAsset({ id, name, state, content }: FakeAsset, { id: release, draft, tag_name }: FakeRelease): object {
    const tag = draft ? `untagged-${release}` : tag_name;
    return {
      id,
      name,
      state,
      size: content.length,
      ...(this.digests ? { digest: `sha256:${digestOf(content)}` } : { digest: null }),
      browser_download_url: `${this.base}/${this.repository}/releases/download/${tag}/${name}`,
    };
  }
}

const digests = new WeakMap<Uint8Array, string>();

function digestOf(content: Uint8Array): string {
  const sum = digests.get(content) ?? createHash('sha256').update(content).digest('hex');
  digests.set(content, sum);
  return sum;
}

/** As GitHub does to characters that it does not take. */
const rename = (name: string): string => name.replace(/[^A-Za-z0-9._-]+/g, '.');

/** Every file of a release as text, by its name. */
export const contentsOf = ({ assets }: FakeRelease): Record<string, string> =>
  Object.fromEntries(assets.map(({ name, content }) => [name, new TextDecoder().decode(content)]));
