import type { FakeCall } from './fake-github.ts';

export interface FakeComment {
  id: number;
  body: string;
  user: { type: 'Bot' | 'User' };
  author_association: string;
}

const json = (status: number, value: unknown): Response =>
  new Response(value === undefined ? null : JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

/** The comments of a repository's issues and pull requests, as docs.github.com describes their API. */
export class FakeComments {
  /** By the number of the pull request, in the order in which they were written. */
  readonly on = new Map<number, FakeComment[]>();
  /** What answers each change instead; undefined for what the API does. */
  refusal: (() => Response) | undefined;
  private lastId = 500;

  add(number: number, body: string, more: Partial<FakeComment> = {}): FakeComment {
    this.lastId += 1;
    const comment: FakeComment = {
      id: this.lastId,
      body,
      user: { type: 'Bot' },
      author_association: 'NONE',
      ...more,
    };
    this.on.set(number, [...(this.on.get(number) ?? []), comment]);
    return comment;
  }

  bodies(number: number): string[] {
    return (this.on.get(number) ?? []).map(({ body }) => body);
  }

  /** @returns undefined where the call is about no comment */
  answer(call: FakeCall, base: string, page: (list: readonly unknown[]) => Response): Response | undefined {
    const [, issue, comment] =
      /^\/repos\/acme\/infra\/issues\/(?:(\d+)\/comments|comments\/(\d+))$/.exec(call.path) ?? [];
    if (issue === undefined && comment === undefined) return undefined;
    if (call.method !== 'GET' && this.refusal) return this.refusal();
    const show = (one: FakeComment): object => ({
      ...one,
      html_url: `${base}/acme/infra/pull/7#issuecomment-${one.id}`,
    });
    const body = call.body.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(call.body)).body;
    if (issue !== undefined) {
      if (call.method === 'POST') return json(201, show(this.add(Number(issue), body)));
      return page((this.on.get(Number(issue)) ?? []).map(show));
    }
    const [number, all] = [...this.on].find(([, list]) => list.some(({ id }) => id === Number(comment))) ?? [];
    const found = all?.find(({ id }) => id === Number(comment));
    if (number === undefined || !all || !found) return json(404, { message: 'Not Found' });
    if (call.method === 'DELETE') {
      this.on.set(
        number,
        all.filter((one) => one !== found),
      );
      return json(204, undefined);
    }
    found.body = body;
    return json(200, show(found));
  }
}
